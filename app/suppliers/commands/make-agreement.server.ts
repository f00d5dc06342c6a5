import { and, eq, sql } from 'drizzle-orm';
import { agreement, enrollment } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, type Result } from '#app/values/result.ts';
import { addDays } from '#app/values/week.ts';
import { agreementIsAlone, agreementToEnd, asRange } from '../agreement-rules.ts';
import { agreementsOf } from '../agreements.server.ts';
import { agreementMade } from '../events.ts';
import type { AgreementInput } from '../forms.ts';
import { supplierById } from '../queries.server.ts';

type Made = { supplierName: string; startsOn: string };

/**
 * Sets what a supplier and a program agreed, from a day on. One that runs is ended the day before, but only where that
 * was asked for. Assignments keep the rates they were agreed at; those accepted from then on follow this.
 * Refuses: `Invalid` where another agreement holds on any of its days.
 */
export async function makeAgreement(
  ctx: Context,
  clientId: string,
  supplierId: string,
  input: AgreementInput,
): Promise<Result<Made>> {
  const here = and(eq(enrollment.clientId, clientId), eq(enrollment.supplierId, supplierId));
  // One at a time: what the rules look at stays as it is until this is done.
  const [enrolled] = await ctx.db
    .select({ tier: enrollment.tier })
    .from(enrollment)
    .where(here)
    .for('update');
  const supplier = await supplierById(ctx, supplierId);
  if (!enrolled || !supplier) return missing();
  authorize(ctx, 'program.configure', { clientId });
  const { id, startsOn, endRunning, tenurePercent, ...terms } = input;
  const endsOn = input.endsOn ?? null;
  const made = { supplierName: supplier.name, startsOn };
  const others = await agreementsOf(ctx, clientId, supplierId);
  if (others.some((one) => one.id === id)) return ok(made);

  const ending = endRunning ? agreementToEnd(others, startsOn) : undefined;
  const problems = agreementIsAlone(
    others.filter((one) => one !== ending),
    { startsOn, endsOn },
  );
  if (problems.length > 0) return invalid(...problems);
  if (ending) {
    const shorter = asRange({ startsOn: ending.startsOn, endsOn: addDays(startsOn, -1) });
    await ctx.db
      .update(agreement)
      .set({ effective: sql`${shorter}::daterange` })
      .where(eq(agreement.id, ending.id));
  }
  await ctx.db.insert(agreement).values({
    ...{ id, clientId, supplierId, effective: asRange({ startsOn, endsOn }) },
    ...valuesOf(terms),
    tenureFraction: tenurePercent ?? null,
    createdBy: ctx.actor.accountId,
    createdAt: ctx.now,
  });
  const facts = { agreementId: id, supplierName: supplier.name, startsOn, endsOn };
  await recordEvent(ctx, agreementMade({ subjectId: clientId, clientId, supplierId, facts }));
  return ok(made);
}

/** Only premium at cost has a burden: for the others it says nothing and is not kept. */
const valuesOf = (terms: Omit<AgreementInput, 'id' | 'startsOn' | 'endRunning' | 'tenurePercent'>) => ({
  overtimeConvention: terms.overtimeConvention,
  overtimeBurden: terms.overtimeConvention === 'premium_at_cost' ? terms.overtimeBurden : '0',
  overtimeRate: terms.overtimeRate ?? null,
  doubleTimeRate: terms.doubleTimeRate ?? null,
  maxMarkup: terms.maxMarkup ?? null,
  supplierTermsDays: terms.supplierTermsDays ?? null,
  payWhenPaid: terms.payWhenPaid,
  tenureWeeks: terms.tenureWeeks ?? null,
  nonbillableDays: terms.nonbillableDays,
});
