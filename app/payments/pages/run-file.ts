import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { tallyOf } from '#app/platform/files/tally.ts';
import { exportFile } from '#app/platform/http/export.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { plainAmount } from '#app/values/money.ts';
import { pain001, type PaymentMessage } from '../pain001.ts';
import { messageOf } from '../payment-message.server.ts';
import { runOf } from '../runs.server.ts';

/** The file for the bank. Account numbers stand in it in full, so it is for those who pay, and not for readers. */
export const loader = exportFile(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.make', run);
  const message = found(await messageOf(ctx, run));
  return {
    report: `the bank file of ${message.messageId}`,
    ...{ name: `${message.messageId}.pain.001.001.09.xml`, mediaType: 'application/xml; charset=utf-8' },
    ...{ clientId: run.clientId, content: pain001(message), tally: tallyOfPayments(message) },
  };
});

/** Each payment of the file, and what they come to. */
function tallyOfPayments({ payments, currency }: PaymentMessage) {
  const tally = tallyOf(['Payment', 'Currency', 'Amount'], ['Amount']);
  tally.take(
    payments.map(({ reference, amountMinor }) => [reference, currency, plainAmount(amountMinor, currency)]),
  );
  return tally;
}
