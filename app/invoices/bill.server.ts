import { eq, sql } from 'drizzle-orm';
import { billingRun as runTable } from '#db/schema/index.ts';
import { expenseSheet } from '#app/expenses/lifecycle.ts';
import { programOf, type ProgramFacts } from '#app/programs/public.server.ts';
import { timesheet } from '#app/timesheets/lifecycle.ts';
import { ok, stale, type Result } from '#app/values/result.ts';
import type { Context } from '#app/platform/context.server.ts';
import { transition, transitionAll } from '#app/platform/lifecycle.server.ts';
import { recordEvent, recordEvents } from '#app/platform/events/events.server.ts';
import { claimForRun, isUnbilled, makeRoom } from './charges.server.ts';
import { newsOfDocuments, runFinalized } from './events.ts';
import { issueDay, issueDocuments, type IssuedDocument, type Origin } from './issue.server.ts';
import { billingRun } from './lifecycle.ts';
import { writeLines } from './lines.server.ts';
import { consumePurchaseOrders, keepSpend, postToLedger } from './post.server.ts';
import { issueCreditNotes } from './service-credits.server.ts';
import { pricePicked, writeDiscounts, writeRebates } from './price.server.ts';
import { isHeld } from './rules.ts';
import { whyMonthIsClosed } from './closed-month.server.ts';

export type BilledRun = { lines: number; totalMinor: number; documents: IssuedDocument[] };

/** Told between the steps of a run, for whoever watches. */
export type RunProgress = (step: string, done: number, total: number) => Promise<void>;

/** Steps that a run tells of. */
export const RUN_STEPS = 7;
const silently: RunProgress = () => Promise.resolve();
const RUN_TIMEOUT = '15min';

/**
 * Posts a previewed billing run: every charge up to the end of the period that is unbilled and not parked becomes a
 * line of the client's invoice and a line of its supplier's self-bill, with discounts, fees, taxes, numbers, ledger and
 * spend. All in the caller's transaction and set-based: the number of statements does not grow with the number of lines.
 * Refuses with `Stale` when the run was finalized or discarded meanwhile, would bill something else than was previewed,
 * or would be posted into a closed month.
 */
export async function billRun(
  ctx: Context,
  runId: string,
  tell: RunProgress = silently,
): Promise<Result<BilledRun>> {
  await ctx.db.execute(sql`select set_config('statement_timeout', ${RUN_TIMEOUT}, true)`);
  // Not «for update»: that would also stop the progress row, which refers to this one from another transaction.
  const [run] = await ctx.db.select().from(runTable).where(eq(runTable.id, runId)).for('no key update');
  if (!run) return stale('This run is no longer here.');
  if (run.status !== 'previewed') return stale(`This run is ${run.status} already.`);
  if (isHeld(run)) return stale(`${run.heldBecause} Release it first, with a reason.`);
  const program = await programOf(ctx, run.clientId);
  if (!program) return stale('This program is no longer here.');
  const closed = await whyMonthIsClosed(ctx, run.clientId, issueDay(ctx, program, run.endsOn));
  if (closed) return stale(closed);

  await tell('Claiming approved charges', 0, RUN_STEPS);
  await makeRoom(ctx);
  await claimForRun(ctx, run);
  await tell('Pricing discounts, fees and taxes', 1, RUN_STEPS);
  await pricePicked(ctx, { clientId: run.clientId, onDate: run.endsOn, withDiscounts: true });
  const priced = await pricedSums(ctx);
  if (priced.lines !== run.previewedLines || priced.totalMinor !== run.previewedMinor) {
    return stale('Something else would be billed now than the preview showed. Preview it again.');
  }
  await writeRebates(ctx, run.id);
  await writeDiscounts(ctx, run.clientId, run.id);

  const { clientId, startsOn, endsOn } = run;
  const origin: Origin = { clientId, billingRunId: run.id, correctionId: null, startsOn, endsOn };
  const documents = await postPriced(ctx, origin, program, tell);
  await markBilled(ctx);
  await issueCreditNotes(ctx, program, { endsOn, issuedOn: issueDay(ctx, program, endsOn) });

  const finalized = await transition(ctx, billingRun, run, 'finalize', {
    finalizedAt: ctx.now,
    lastProblem: null,
  });
  if (!finalized.ok) return finalized;
  const { currency } = program;
  const facts = { ...priced, currency, documents: documents.length };
  await recordEvent(ctx, runFinalized({ subjectId: run.id, clientId, facts }));
  return ok({ ...priced, documents });
}

/**
 * Turns `priced_charge` into issued documents with their lines, the ledger, purchase orders and spend, and tells of
 * them. Runs and corrections post through here and nowhere else.
 */
export async function postPriced(
  ctx: Context,
  origin: Origin,
  program: ProgramFacts,
  tell: RunProgress = silently,
): Promise<IssuedDocument[]> {
  const { lines } = await pricedSums(ctx);
  if (lines === 0) return [];
  await tell('Issuing documents', 2, RUN_STEPS);
  const documents = await issueDocuments(ctx, origin, program);
  await tell('Writing lines', 3, RUN_STEPS);
  await writeLines(ctx, origin);
  await tell('Posting the ledger', 4, RUN_STEPS);
  await postToLedger(ctx, origin, program.currency);
  await consumePurchaseOrders(ctx);
  await tell('Keeping spend', 5, RUN_STEPS);
  await keepSpend(ctx, origin);
  await tell('Marking timesheets', 6, RUN_STEPS);
  await recordEvents(ctx, newsOfDocuments(documents, origin.clientId, program.currency));
  return documents;
}

export async function pricedSums(ctx: Context): Promise<{ lines: number; totalMinor: number }> {
  const [sums] = await ctx.db.execute<{ lines: number; total: number }>(sql`
    select count(*)::int as lines, coalesce(sum(amount_minor + discount_minor + client_fee_minor + client_tax_minor), 0)::bigint as total from priced_charge`);
  return { lines: sums?.lines ?? 0, totalMinor: sums?.total ?? 0 };
}

/** Weeks and expense sheets of which nothing is left to bill are invoiced. */
async function markBilled(ctx: Context): Promise<void> {
  await transitionAll(
    ctx,
    timesheet,
    'invoice',
    sql`id in (select timesheet_id from picked_charge where timesheet_id is not null)`,
  );
  await transitionAll(
    ctx,
    expenseSheet,
    'invoice',
    sql`id in (select l.sheet_id from picked_charge p join charge c on c.id = p.charge_id join expense_line l on l.id = c.expense_line_id)
      and not exists (select from expense_line l join charge c on c.expense_line_id = l.id where l.sheet_id = expense_sheet.id and ${isUnbilled()})`,
  );
}
