import { eq, sql } from 'drizzle-orm';
import { taxRule } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, ok, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { asRange, type Effective } from '../effective.ts';
import { taxRuleAdded, taxRuleEnded } from '../events.ts';
import type { TaxRuleInput } from '../forms.ts';
import { rulesFor, taxRuleOf, type TaxRuleRow } from '../queries.server.ts';
import {
  daysAreFree,
  endsNoEarlierThanItStarts,
  rateGoesWithBase,
  sourceIsNotOfTomorrow,
  toEnd,
} from '../rules.ts';

/**
 * Adds a tax rule. One for the same thing that is in force without an end is ended the day before, but only where that
 * was asked for. Documents that were issued keep the rule they were issued under.
 * Refuses: `Invalid` where another rule for the same thing is in force on any of its days.
 */
export async function addTaxRule(ctx: Context, input: TaxRuleInput): Promise<Result<TaxRuleRow>> {
  authorize(ctx, 'tax.configure');
  await lockRules(ctx);
  const already = await taxRuleOf(ctx, input.id);
  if (already) return ok(already);

  const wanted = ruleFrom(input);
  const same = await rulesFor(ctx, wanted);
  const ending = input.endRunning ? toEnd(same, wanted.startsOn) : undefined;
  const problems = [
    ...rateGoesWithBase({ ...wanted, rate: input.rate }),
    ...endsNoEarlierThanItStarts(wanted),
    ...sourceIsNotOfTomorrow(wanted.sourcedOn, ctx.now.toISOString().slice(0, 10)),
    ...daysAreFree(
      same.filter((rule) => rule !== ending),
      wanted,
      'A rule for the same',
    ),
  ];
  if (problems.length > 0) return invalid(...problems);

  if (ending) await endRuleOn(ctx, ending, addDays(wanted.startsOn, -1));
  const { startsOn, endsOn, ...rule } = wanted;
  await ctx.db
    .insert(taxRule)
    .values({ ...rule, effective: asRange({ startsOn, endsOn }), createdBy: ctx.actor.accountId });
  const { jurisdiction, leg, base, rate } = rule;
  await recordEvent(
    ctx,
    taxRuleAdded({ subjectId: rule.id, facts: { jurisdiction, leg, base, rate, startsOn } }),
  );
  return ok(wanted);
}

/** One at a time: what the rules look at stays as it is until this is done. */
export async function lockRules(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('tax rules', 0))`);
}

/** Ends a rule after a day, and says so. */
export async function endRuleOn(
  ctx: Context,
  { id, jurisdiction, startsOn }: Pick<TaxRuleRow, 'id' | 'jurisdiction'> & Pick<Effective, 'startsOn'>,
  endsOn: string,
): Promise<void> {
  await ctx.db
    .update(taxRule)
    .set({ effective: sql`${asRange({ startsOn, endsOn })}::daterange` })
    .where(eq(taxRule.id, id));
  await recordEvent(ctx, taxRuleEnded({ subjectId: id, facts: { jurisdiction, endsOn } }));
}

function ruleFrom({ endRunning: _asked, buyerType, rate, endsOn, ...rule }: TaxRuleInput): TaxRuleRow {
  return { ...rule, buyerType: buyerType ?? null, rate: rate ?? '0', endsOn: endsOn ?? null };
}
