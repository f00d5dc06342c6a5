import type { Context } from '#app/platform/context.server.ts';
import { invalid, ok, type Result } from '#app/values/result.ts';
import { codeOf } from './codes.server.ts';
import type { LineInput } from './forms.ts';
import { amountProblem, problemsOfLine, readAmount } from './rules.ts';
import { costCentersOf, surroundingsOf, type Sheet } from './sheet.server.ts';

type Typed = Pick<LineInput, 'spentOn' | 'expenseCodeId' | 'costCenterId' | 'amount' | 'note'>;

export type ReadLine = {
  spentOn: string;
  expenseCodeId: string;
  costCenterId: string;
  amountMinor: number;
  note: string;
  /** What it was spent on, in words. */
  what: string;
};

/** What was typed as a line, held against the code and the assignment. Refuses: `Invalid` with problems at the fields. */
export async function readLine(ctx: Context, sheet: Sheet, typed: Typed): Promise<Result<ReadLine>> {
  const code = (await codeOf(ctx, sheet.clientId, typed.expenseCodeId)) ?? undefined;
  const about = surroundingsOf(ctx, sheet, await costCentersOf(ctx, sheet.assignmentId));
  const amountMinor = readAmount(typed.amount, sheet.currency);
  const { spentOn, expenseCodeId, costCenterId, note } = typed;
  const problems = [
    ...(amountMinor === null ? [amountProblem('amount', sheet.currency)] : []),
    ...problemsOfLine(about, code, { spentOn, costCenterId, amountMinor: amountMinor ?? 0 }),
  ];
  if (problems.length > 0 || amountMinor === null || !code) return invalid(...problems);
  return ok({ ...{ spentOn, expenseCodeId, costCenterId, amountMinor, note }, what: code.name });
}
