import { and, eq } from 'drizzle-orm';
import { discountSchedule, discountTier, enrollment, program } from '#db/schema/index.ts';
import { programOf } from '#app/programs/public.server.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Problem, type Result } from '#app/values/result.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { discountAdded } from '../discount-events.ts';
import type { DiscountInput } from '../discount-forms.ts';
import { openingIsKnown, tiersRise } from '../discounts.ts';
import { discountOf, discountsOf, type DiscountRow } from '../discounts.server.ts';

/**
 * Agrees a discount: by volume with its tiers, or for prompt payment.
 * Refuses: `Invalid` at the field where something is missing, tiers do not rise, the supplier is not enrolled, or one
 * of its kind for the same suppliers is in force on any of its days.
 */
export async function addDiscount(
  ctx: Context,
  clientId: string,
  input: DiscountInput,
): Promise<Result<DiscountRow>> {
  const facts = await programOf(ctx, clientId);
  if (!facts) return missing();
  authorize(ctx, 'program.configure', { clientId });
  // One at a time: what the rules look at stays as it is until this is done.
  await ctx.db
    .select({ code: program.code })
    .from(program)
    .where(eq(program.clientId, clientId))
    .for('update');
  const already = await discountOf(ctx, clientId, input.id);
  if (already) return ok(already);

  const wanted = discountFrom(clientId, input);
  const { id, label, startsOn, endsOn, supplierId, tiers } = wanted;
  const problems = [
    ...whatIsMissing(wanted, today(ctx.now, facts.timeZone)),
    ...overlaps(await discountsOf(ctx, clientId), wanted),
    ...(supplierId !== null && !(await isEnrolled(ctx, clientId, supplierId))
      ? [problem('supplierId', 'This supplier is not enrolled here. Choose another.')]
      : []),
  ];
  if (problems.length > 0) return invalid(...problems);

  const { supplierName: _name, tiers: _tiers, startsOn: _from, endsOn: _to, ...row } = wanted;
  const effective = `[${startsOn},${endsOn === null ? '' : addDays(endsOn, 1)})`;
  await ctx.db.insert(discountSchedule).values({ ...row, effective });
  if (tiers.length > 0)
    await ctx.db.insert(discountTier).values(tiers.map((tier) => ({ ...tier, scheduleId: id, clientId })));
  await recordEvent(
    ctx,
    discountAdded({ subjectId: clientId, clientId, facts: { scheduleId: id, label, startsOn } }),
  );
  return ok(wanted);
}

/** What is of the other kind is left out, whatever was typed there. */
function discountFrom(clientId: string, input: DiscountInput): DiscountRow {
  const { id, kind, label, startsOn } = input;
  const isVolume = kind === 'volume';
  return {
    ...{ id, clientId, kind, label, startsOn },
    supplierId: input.supplierId ?? null,
    supplierName: null,
    endsOn: input.endsOn ?? null,
    method: isVolume ? (input.method ?? null) : null,
    spendWindow: isVolume ? (input.spendWindow ?? null) : null,
    tiers: isVolume ? input.tiers : [],
    openingMinor: isVolume ? input.openingMinor : 0,
    openingOn: isVolume ? (input.openingOn ?? null) : null,
    fraction: isVolume ? null : (input.fraction ?? null),
    withinDays: isVolume ? null : (input.withinDays ?? null),
  };
}

function whatIsMissing(wanted: DiscountRow, day: string): Problem[] {
  const { kind, method, spendWindow, tiers, fraction, withinDays, startsOn, endsOn } = wanted;
  const ends =
    endsOn !== null && endsOn < startsOn
      ? [problem('endsOn', `The last day is before the first, ${formatDate(startsOn)}.`)]
      : [];
  if (kind === 'prompt_payment')
    return [
      ...ends,
      ...(fraction === null || Number(fraction) === 0
        ? [problem('fraction', 'Enter the share that is given for prompt payment, above 0.')]
        : []),
      ...(withinDays === null ? [problem('withinDays', 'Enter within how many days of issue.')] : []),
    ];
  return [
    ...ends,
    ...(method === null ? [problem('method', 'Choose how the tiers count.')] : []),
    ...(spendWindow === null ? [problem('spendWindow', 'Choose which spend counts.')] : []),
    ...tiersRise(tiers),
    ...openingIsKnown({ ...wanted, today: day }),
  ];
}

function overlaps(others: DiscountRow[], { kind, supplierId, startsOn, endsOn }: DiscountRow): Problem[] {
  const inTheWay = others.find(
    (one) =>
      one.kind === kind &&
      one.supplierId === supplierId &&
      (one.endsOn === null || startsOn <= one.endsOn) &&
      (endsOn === null || one.startsOn <= endsOn),
  );
  if (!inTheWay) return [];
  const until = inTheWay.endsOn === null ? 'without an end' : `until ${formatDate(inTheWay.endsOn)}`;
  return [
    problem(
      'startsOn',
      `“${inTheWay.label}” is in force from ${formatDate(inTheWay.startsOn)}, ${until}. End it first, or start after it.`,
    ),
  ];
}

async function isEnrolled(ctx: Context, clientId: string, supplierId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ supplierId: enrollment.supplierId })
    .from(enrollment)
    .where(and(eq(enrollment.clientId, clientId), eq(enrollment.supplierId, supplierId)));
  return row !== undefined;
}
