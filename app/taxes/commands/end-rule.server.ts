import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { invalid, missing, ok, stale, type Result } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { taxRuleOf, type TaxRuleRow } from '../queries.server.ts';
import { endsNoEarlierThanItStarts } from '../rules.ts';
import { endRuleOn, lockRules } from './add-rule.server.ts';

/**
 * Gives a rule that is in force without an end its last day.
 * Refuses: `Stale` where it has one already, `Invalid` where that day is before its first.
 */
export async function endTaxRule(
  ctx: Context,
  id: string,
  { lastDay }: { lastDay: string },
): Promise<Result<TaxRuleRow>> {
  const seen = await taxRuleOf(ctx, id);
  if (!seen) return missing();
  authorize(ctx, 'tax.configure');
  await lockRules(ctx);
  const rule = (await taxRuleOf(ctx, id)) ?? seen;
  if (rule.endsOn !== null) return stale(`This rule ends on ${formatDate(rule.endsOn)} already.`);
  const problems = endsNoEarlierThanItStarts({ startsOn: rule.startsOn, endsOn: lastDay }, 'lastDay');
  if (problems.length > 0) return invalid(...problems);
  await endRuleOn(ctx, rule, lastDay);
  return ok({ ...rule, endsOn: lastDay });
}
