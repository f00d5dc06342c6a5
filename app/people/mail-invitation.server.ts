import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';

const VALID_DAYS = 7;
const DAY_MS = 86_400_000;

/** Until when a link that is sent now can be used. */
export const expiryOf = (now: Date): Date => new Date(now.getTime() + VALID_DAYS * DAY_MS);

type Sent = { email: string; token: string; expiresAt: Date; roleLabel: string; organizationName: string };

/** Sends the link. Only the mail holds it: the table keeps a hash of it. */
export async function mailInvitation(
  ctx: Context,
  { email, token, expiresAt, roleLabel, organizationName }: Sent,
): Promise<void> {
  const props = {
    ...{ inviterName: ctx.actor.name, organizationName, roleLabel },
    link: `${ctx.baseUrl}/invitations/${token}`,
    expiresOn: expiresAt.toISOString().slice(0, 10),
  };
  await queueMail(ctx, { kind: 'invitation', props }, { email });
}
