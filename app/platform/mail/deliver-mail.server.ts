import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { account, mail, mailMessage, membership } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import type { Db } from '#db/connection.ts';
import { carriesKey, parseMail, renderMail } from '#emails/index.ts';
import { defineJob, type JobSurroundings } from '../jobs/jobs.server.ts';

const SMTP_TIMEOUT_MS = 20_000;
const RECIPIENTS_LIMIT = 500;

type QueuedMail = typeof mail.$inferSelect;

/** Who a queued message is for, today: people who left since are not written to. */
async function recipientsOf(
  db: Db,
  queued: QueuedMail,
): Promise<{ accountId: string | null; email: string }[]> {
  if (queued.toEmail) return [{ accountId: null, email: queued.toEmail }];
  const people = db.selectDistinct({ accountId: account.id, email: account.email }).from(account);
  if (queued.toAccountId)
    return people.where(and(eq(account.id, queued.toAccountId), isNull(account.disabledAt)));
  return people
    .innerJoin(membership, eq(membership.accountId, account.id))
    .where(
      and(
        eq(membership.organizationId, queued.toOrganizationId ?? sql`null`),
        inArray(sql`${membership.role}`, queued.toRoles ?? []),
        isNull(membership.endedAt),
        isNull(account.disabledAt),
      ),
    )
    .limit(RECIPIENTS_LIMIT);
}

/** Writes the messages of one queued mail, once: a second try finds them written. */
async function writeMessages(db: Db, mailId: string): Promise<(typeof mailMessage.$inferSelect)[]> {
  const [queued] = await db.select().from(mail).where(eq(mail.id, mailId));
  if (!queued) return [];
  const message = await renderMail(parseMail({ kind: queued.kind, props: queued.props }));
  const recipients = await recipientsOf(db, queued);
  if (recipients.length > 0) {
    const rows = recipients.map(({ accountId, email }) => ({
      mailId,
      toAccountId: accountId,
      toEmail: email,
      subject: message.subject,
      html: message.html,
      text: message.text,
    }));
    await db.insert(mailMessage).values(rows).onConflictDoNothing();
  }
  await db
    .update(mail)
    .set({ deliveredAt: sql`coalesce(${mail.deliveredAt}, now())` })
    .where(eq(mail.id, mailId));
  return db
    .select()
    .from(mailMessage)
    .where(and(eq(mailMessage.mailId, mailId), isNull(mailMessage.sentAt)));
}

async function send(
  { config, database }: JobSurroundings,
  messages: (typeof mailMessage.$inferSelect)[],
): Promise<void> {
  if (!config.smtpUrl) return;
  const transport = createTransport(config.smtpUrl, {
    connectionTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
  } as Parameters<typeof createTransport>[1]);
  try {
    for (const message of messages) {
      const { subject, html, text } = message;
      // A server may accept a message and the answer be lost; a stable id lets the receiving side drop the second copy.
      await transport.sendMail({
        from: config.mailFrom,
        to: message.toEmail,
        subject,
        html,
        text,
        messageId: `<${message.id}@muster>`,
      });
      await walled(database, { side: 'msp' }, (db) =>
        db
          .update(mailMessage)
          .set({ sentAt: sql`now()` })
          .where(eq(mailMessage.id, message.id)),
      );
    }
  } finally {
    transport.close();
  }
}

/**
 * Whoever could read the database, or a copy of it, must not come in by the link of a message: once it is with the
 * receiver's server, it is taken out of what is kept.
 */
async function forgetKey({ database, baseUrl }: JobSurroundings, mailId: string): Promise<void> {
  await walled(database, { side: 'msp' }, async (db) => {
    const [sent] = await db.select().from(mail).where(eq(mail.id, mailId));
    const link = sent && carriesKey(sent.kind) ? (sent.props as { link?: string }).link : undefined;
    if (!sent || !link) return;
    const instead = `${baseUrl}/sign-in`;
    const without = (column: typeof mailMessage.html | typeof mailMessage.text) =>
      sql`replace(${column}, ${link}, ${instead})`;
    await db
      .update(mailMessage)
      .set({ html: without(mailMessage.html), text: without(mailMessage.text) })
      .where(eq(mailMessage.mailId, mailId));
    await db
      .update(mail)
      .set({ props: { ...(sent.props as object), link: instead } })
      .where(eq(mail.id, mailId));
  });
}

/** Renders a queued mail for each recipient and sends it. Without SMTP the messages stay readable at /mailbox. */
export const deliverMail = defineJob({
  name: 'deliver-mail',
  payload: z.object({ mailId: z.uuid() }),
  // With graphile-worker's backoff (exp(attempt) seconds) the last tries lie days apart.
  maxAttempts: 12,
  run: async (surroundings, { mailId }) => {
    const messages = await walled(surroundings.database, { side: 'msp' }, (db) => writeMessages(db, mailId));
    await send(surroundings, messages);
    if (surroundings.config.smtpUrl) await forgetKey(surroundings, mailId);
  },
});
