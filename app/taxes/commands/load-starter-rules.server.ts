import { sql } from 'drizzle-orm';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvents } from '#app/platform/events/events.server.ts';
import { ok, type Result } from '#app/values/result.ts';
import { taxRuleAdded } from '../events.ts';
import {
  STARTER_COUNTRY,
  STARTER_SERVICE_CLASS,
  STARTER_SOURCED_ON,
  starterRules,
} from '../starter-rules.ts';
import { lockRules } from './add-rule.server.ts';

type Loaded = { id: string; jurisdiction: string; leg: string; base: string; rate: string; startsOn: string };

/**
 * Adds the rules of the starter set that stand in nobody's way: where a rule for the same thing is in force on any of
 * its days, that one stays and the starter's is left out. Loading it again adds nothing.
 */
export async function loadStarterRules(ctx: Context): Promise<Result<{ added: number; left: number }>> {
  authorize(ctx, 'tax.configure');
  await lockRules(ctx);
  const rows = await ctx.db.execute<Loaded>(sql`
    insert into tax_rule (country, region, service_class, buyer_type, leg, base, rate, jurisdiction, reason, source, sourced_on, effective, created_by)
    select ${STARTER_COUNTRY}, s.region, ${STARTER_SERVICE_CLASS}, s."buyerType", s.leg, s.base, s.rate, s.jurisdiction, s.reason, s.source,
      ${STARTER_SOURCED_ON}::date, daterange(s."startsOn", null), ${ctx.actor.accountId}
    from jsonb_to_recordset(${JSON.stringify(starterRules)}::jsonb) s (region text, "buyerType" text, leg text, base text, rate numeric,
      jurisdiction text, reason text, source text, "startsOn" date)
    where not exists (
      select from tax_rule t
      where t.country = ${STARTER_COUNTRY} and t.region = s.region and t.service_class = ${STARTER_SERVICE_CLASS} and t.leg = s.leg
        and t.buyer_type is not distinct from s."buyerType" and t.effective && daterange(s."startsOn", null))
    returning id, jurisdiction, leg, base, rate::text, lower(effective)::text as "startsOn"`);
  await recordEvents(
    ctx,
    rows.map(({ id, ...facts }) => taxRuleAdded({ subjectId: id, facts })),
  );
  return ok({ added: rows.length, left: starterRules.length - rows.length });
}
