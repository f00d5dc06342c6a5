import { sql, type SQL } from 'drizzle-orm';

/**
 * How much of a posted amount the credits up to and with this one take back, less those before it: rounded on the sum,
 * so that credits of all of a charge take back all of each part to the cent, in however many pieces.
 * @param posted the amount on the original's line
 */
export const takenBack = (posted: SQL): SQL =>
  sql`(round(${posted} * k.upto_minor::numeric / nullif(k.original_minor, 0)) - round(${posted} * k.before_minor::numeric / nullif(k.original_minor, 0)))`;

/** Each credit with the original's amount, and what was and is then credited of it. */
export const credits = sql`(
  select p.charge_id, p.credits_charge_id, abs(o.amount_minor) as original_minor, before.minor as before_minor, before.minor + abs(p.amount_minor) as upto_minor
  from picked_charge p
  join charge o on o.id = p.credits_charge_id
  cross join lateral (select coalesce(sum(abs(x.amount_minor)), 0) as minor from charge x where x.credits_charge_id = o.id and x.id < p.charge_id) before
  where p.credits_charge_id is not null)`;

/** What stands in the place of a credited charge keeps the share of the discount that the original had. */
export const keptDiscounts = sql`
  update picked_charge p set discount_minor = round(l.discount_minor::numeric * p.amount_minor / nullif(l.amount_minor, 0))::bigint
  from charge c join invoice_line l on l.charge_id = c.replaces_charge_id and l.side = 'client'
  where c.id = p.charge_id and l.discount_minor <> 0 and p.credits_charge_id is null`;
