import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { parsePercent } from '#app/values/percent.ts';
import { compareRates } from '#app/values/rate.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { draftedBefore, keepDraft, type Correction } from '../draft.server.ts';
import type { CorrectionInput } from '../forms.ts';
import { linesFor, type HowToCorrect } from '../lines.server.ts';

/**
 * Drafts a credit of billed lines, or a credit with the same hours at another rate, and keeps what it would change on
 * both sides. Refuses with `Invalid` what is not billed, was credited before, or would take back more than there is.
 */
export async function draftCorrection(ctx: Context, input: CorrectionInput): Promise<Result<Correction>> {
  const facts = await programOf(ctx, input.clientId);
  if (!facts) return missing();
  authorize(ctx, 'correction.propose', { clientId: input.clientId });
  const before = await draftedBefore(ctx, input.id);
  if (before) return ok(before);

  const choice = choiceOf(input);
  if ('field' in choice) return invalid(problem(choice.field, choice.message));
  const { clientId, charges } = input;
  const { lines, problems } = await linesFor(ctx, { clientId, charges, currency: facts.currency }, choice);
  if (problems.length > 0) return invalid(...problems.slice(0, 20));
  const { id, reasonCode, reason } = input;
  const kind = choice.how === 'rate' ? 'credit_rebill' : 'credit';
  return keepDraft(ctx, { id, clientId, kind, reasonCode, reason, lines });
}

function choiceOf({
  how,
  sharePercent,
  rate,
}: CorrectionInput): HowToCorrect | { field: string; message: string } {
  if (how === 'whole') return { how };
  if (how === 'rate')
    return rate ? { how, rate } : { field: 'rate', message: 'Give the rate that should have been billed.' };
  const fraction = sharePercent ? parsePercent(sharePercent) : null;
  return fraction !== null && compareRates(fraction, '0') > 0 && compareRates(fraction, '1') <= 0
    ? { how, fraction }
    : { field: 'sharePercent', message: 'Give a share of more than 0 and at most 100 %, such as 33.33.' };
}
