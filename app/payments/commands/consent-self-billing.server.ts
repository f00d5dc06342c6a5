import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { enrollment, selfBillingAgreement } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Result } from '#app/values/result.ts';
import { addDays, formatDate, today } from '#app/values/week.ts';
import { selfBillingConsented } from '../events.ts';
import type { ConsentInput } from '../forms.ts';
import { programOf } from '../programs.server.ts';

/** HMRC VAT Notice 700/62, section 3.2: an agreement lasts twelve months and is then reviewed. */
const MONTHS = 12;
/** So early it may be renewed. */
const RENEWABLE_DAYS = 60;

export type Consent = { startsOn: string; endsOn: string; clientName: string };

/**
 * A supplier agrees that its invoices for a program are written for it, for twelve months; a renewal follows the one
 * before without a gap. Refuses: `Invalid` while an agreement runs for longer than sixty days more.
 */
export async function consentToSelfBilling(
  ctx: Context,
  clientId: string,
  input: ConsentInput,
): Promise<Result<Consent>> {
  const { supplierId, accountId, name } = ctx.actor;
  const program = await programOf(ctx, clientId);
  if (!program || !supplierId) return missing();
  authorize(ctx, 'selfBilling.consent', { supplierId });
  const pair = {
    clientId: eq(enrollment.clientId, clientId),
    supplierId: eq(enrollment.supplierId, supplierId),
  };
  const [enrolled] = await ctx.db
    .select({ id: enrollment.clientId })
    .from(enrollment)
    .where(and(pair.clientId, pair.supplierId));
  if (!enrolled) return missing();
  const day = today(ctx.now, program.timeZone);
  const last = await lastDay(ctx, clientId, supplierId);
  if (last?.id === input.id) return ok({ ...last, clientName: program.clientName });
  if (last && last.endsOn > addDays(day, RENEWABLE_DAYS))
    return invalid(problem('', `You have agreed until ${formatDate(last.endsOn)} already.`));

  const startsOn = last && last.endsOn >= day ? addDays(last.endsOn, 1) : day;
  const [written] = await ctx.db
    .insert(selfBillingAgreement)
    .values({
      id: input.id,
      clientId,
      supplierId,
      taxNumber: input.taxNumber,
      effective: sql`daterange(${startsOn}::date, (${startsOn}::date + make_interval(months => ${MONTHS}::int))::date)`,
      consentedBy: accountId,
      consentedByName: name,
      consentedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ endsOn: sql<string>`(upper(${selfBillingAgreement.effective}) - 1)::text` });
  if (!written) return invalid(problem('', 'You have agreed already, a moment ago.'));
  const period = { startsOn, endsOn: written.endsOn };
  await recordEvent(ctx, selfBillingConsented({ subjectId: input.id, clientId, supplierId, facts: period }));
  return ok({ ...period, clientName: program.clientName });
}

async function lastDay(ctx: Context, clientId: string, supplierId: string) {
  const { effective } = selfBillingAgreement;
  const [row] = await ctx.db
    .select({
      id: selfBillingAgreement.id,
      startsOn: sql<string>`lower(${effective})::text`,
      endsOn: sql<string>`(upper(${effective}) - 1)::text`,
    })
    .from(selfBillingAgreement)
    .where(
      and(
        eq(selfBillingAgreement.clientId, clientId),
        eq(selfBillingAgreement.supplierId, supplierId),
        isNull(selfBillingAgreement.endedAt),
      ),
    )
    .orderBy(desc(sql`upper(${effective})`))
    .limit(1);
  return row ?? null;
}
