import { connect } from '#db/connection.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { billRun } from '#app/invoices/bill.server.ts';
import { recordReceipt } from '#app/payments/commands/record-receipt.server.ts';
import { sendRun } from '#app/payments/commands/send-run.server.ts';
import type { ReceiptInput } from '#app/payments/forms.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { withContext, type Context } from '#app/platform/context.server.ts';

/*
 * A process that does something with money and then stands still before it commits, for others to kill.
 * node --import tsx act-and-hang.ts <database url> <actor as JSON> <what> <what with> <date>
 * `run:<step>` stands still in the middle of a billing run; the others when all of their work is written.
 */
const [url = '', actor = '', what = '', subject = '', date = ''] = process.argv.slice(2);
const database = connect(url, { max: 2, name: `hanging-${what}` });
const surroundings = { database, now: new Date(date), requestId: 'crash', baseUrl: 'http://muster.test' };

async function standStill(): Promise<void> {
  console.log('standing still');
  await new Promise((resolve) => setTimeout(resolve, 120_000));
}

const acts: Record<string, (ctx: Context) => Promise<{ ok: boolean }>> = {
  correction: (ctx) => issueCorrection(ctx, subject),
  payment: (ctx) => sendRun(ctx, subject),
  receipt: (ctx) => recordReceipt(ctx, JSON.parse(subject) as ReceiptInput),
};

await withContext(surroundings, JSON.parse(actor) as Actor, async (ctx) => {
  const [kind = '', stopAt] = what.split(':');
  if (stopAt)
    return billRun(ctx, subject, async (step) => {
      if (step === stopAt) await standStill();
    });
  const result = await acts[kind]?.(ctx);
  if (!result?.ok) throw new Error(`It was refused: ${JSON.stringify(result)}`);
  await standStill();
  return result;
});
