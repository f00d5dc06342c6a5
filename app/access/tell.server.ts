import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import type { MailProps } from '#emails/index.ts';

/** Tells a person by mail that what opens their door was changed: whoever did not do it learns of it at once. */
export async function tellOfAccount(
  ctx: Context,
  { accountId }: { accountId: string },
  what: MailProps<'accountChanged'>['what'],
): Promise<void> {
  const props = {
    what,
    at: ctx.now.toISOString().slice(0, 16).replace('T', ' '),
    link: `${ctx.baseUrl}/account`,
    resetLink: `${ctx.baseUrl}/forgot`,
  };
  await queueMail(ctx, { kind: 'accountChanged', props }, { accountId });
}
