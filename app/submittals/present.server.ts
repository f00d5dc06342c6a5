import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { transition } from '#app/platform/lifecycle.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatRate } from '#app/values/rate.ts';
import type { Result } from '#app/values/result.ts';
import { submittalPresented } from './events.ts';
import { submittal } from './lifecycle.ts';
import type { SubmittalFacts } from './queries.server.ts';

/** Shows a candidate to the client: from now on it sees them, and its hiring manager is told. */
export async function present(
  ctx: Context,
  row: SubmittalFacts,
  by: Context = ctx,
): Promise<Result<SubmittalFacts>> {
  const presented = await transition(ctx, submittal, row, 'present', { presentedAt: ctx.now });
  if (!presented.ok) return presented;
  const { id, clientId, supplierId, billRate } = row;
  await recordEvent(by, submittalPresented({ subjectId: id, clientId, supplierId, facts: { billRate } }));
  await queueMail(
    ctx,
    {
      kind: 'candidatePresented',
      props: {
        candidateName: row.candidateName,
        supplierName: row.supplierName,
        requisitionRef: row.requisitionRef,
        title: row.requisitionTitle,
        billRate: `${row.currency} ${formatRate(billRate)} an hour`,
        link: `${ctx.baseUrl}/submittals/${id}`,
      },
    },
    { accountId: row.hiringManagerId },
  );
  return presented;
}
