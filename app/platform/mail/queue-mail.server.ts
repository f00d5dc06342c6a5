import { sql } from 'drizzle-orm';
import type { Mail } from '#emails/index.ts';
import type { Role } from '#app/values/roles.ts';
import type { Context } from '../context.server.ts';

/** One person, one address, or everybody who holds one of these roles in an organization. */
export type Recipient = { accountId: string } | { email: string } | { organizationId: string; roles: Role[] };

/**
 * Queues a message in the transaction of what it tells of; a rollback sends nothing. The actor need not be able to
 * see whom it reaches: the worker finds out.
 */
export async function queueMail(ctx: Context, mail: Mail, to: Recipient): Promise<void> {
  const accountId = 'accountId' in to ? to.accountId : null;
  const email = 'email' in to ? to.email : null;
  const organizationId = 'organizationId' in to ? to.organizationId : null;
  const roles =
    'roles' in to
      ? sql`array[${sql.join(
          to.roles.map((role) => sql`${role}`),
          sql`, `,
        )}]::text[]`
      : sql`null::text[]`;
  await ctx.db.execute(sql`select app.queue_mail(${mail.kind}, ${JSON.stringify(mail.props)}::text::jsonb,
    ${accountId}::uuid, ${email}, ${organizationId}::uuid, ${roles})`);
}
