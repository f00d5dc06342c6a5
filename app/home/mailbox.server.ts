import { and, desc, eq, sql, type SQL } from 'drizzle-orm';
import { mailMessage } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { notFound } from '#app/platform/http/page.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';

const PAGE = 50;

/**
 * Messages hold invitation links, and whoever opens one becomes the person it invites. In the demo there is no other way
 * to read them; anywhere else they belong to whoever they were sent to, and this page is not there.
 */
export function onlyInTheDemo(demo: boolean): void {
  if (!demo) notFound();
}

/** People read what was sent to them; the administrators of the program read what went to anybody. */
function readable(ctx: Context): SQL | undefined {
  return ctx.actor.role === 'mspAdmin' ? undefined : eq(mailMessage.toAccountId, ctx.actor.accountId);
}

const facts = {
  id: mailMessage.id,
  toEmail: mailMessage.toEmail,
  subject: mailMessage.subject,
  renderedAt: mailMessage.renderedAt,
  sentAt: mailMessage.sentAt,
  lastError: mailMessage.lastError,
};

export type MessageFacts = {
  id: string;
  toEmail: string;
  subject: string;
  renderedAt: Date;
  /** Null while it waits, and for good where no mail server is set. */
  sentAt: Date | null;
  lastError: string | null;
};

/** Microseconds and all: a `Date` would lose them, and the next page would begin at the wrong message. */
const cursor = sql<string>`${mailMessage.renderedAt}::text || '_' || ${mailMessage.id}`;

/**
 * Messages, newest first, fifty a page.
 * @param after the cursor of the page before: its last moment and id
 */
export async function messagesOf(
  ctx: Context,
  after?: { at: string; id: string },
): Promise<KeysetPage<MessageFacts & { cursor: string }>> {
  const later = after
    ? sql`(${mailMessage.renderedAt}, ${mailMessage.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`
    : undefined;
  const rows = await ctx.db
    .select({ ...facts, cursor })
    .from(mailMessage)
    .where(and(readable(ctx), later))
    .orderBy(desc(mailMessage.renderedAt), desc(mailMessage.id))
    .limit(PAGE + 1);
  return keysetPage(rows, PAGE, (row) => row.cursor);
}

/** One message in both forms; null where there is none for the actor. */
export async function messageOf(
  ctx: Context,
  id: string,
): Promise<(MessageFacts & { text: string; html: string }) | null> {
  const [row] = await ctx.db
    .select({ ...facts, text: mailMessage.text, html: mailMessage.html })
    .from(mailMessage)
    .where(and(readable(ctx), eq(mailMessage.id, id)));
  return row ?? null;
}
