/** What slices downstream may ask of a program. Everything is read behind the wall of whoever acts. */
import { and, asc, desc, eq, gt, isNull, lte, or, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import {
  costCenter,
  department,
  feeSchedule,
  job,
  organization,
  program,
  programTerms,
  rateCardEntry,
  site,
} from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';

export { publishedBy } from './publication.server.ts';

const PROGRAMS_LIMIT = 200;
const PLACES_LIMIT = 500;
const JOBS_LIMIT = 50;
const FEES_LIMIT = 50;

export type ProgramFacts = {
  clientId: string;
  clientName: string;
  code: string;
  currency: (typeof program.$inferSelect)['currency'];
  /** IANA name. */
  timeZone: string;
  /** 0 for Sunday to 6 for Saturday. */
  weekEndsOn: number;
  billingCadence: (typeof program.$inferSelect)['billingCadence'];
};

const programFacts = {
  clientId: program.clientId,
  clientName: organization.name,
  code: program.code,
  currency: program.currency,
  timeZone: program.timeZone,
  weekEndsOn: program.weekEndsOn,
  billingCadence: program.billingCadence,
};

/** The program of a client; null where there is none or a wall stands before it. */
export async function programOf(ctx: Context, clientId: string): Promise<ProgramFacts | null> {
  const [row] = await ctx.db
    .select(programFacts)
    .from(program)
    .innerJoin(organization, eq(organization.id, program.clientId))
    .where(eq(program.clientId, clientId));
  return row ?? null;
}

/** The programs that the actor sees, by the client's name; at most 200. */
export async function programsIn(ctx: Context): Promise<ProgramFacts[]> {
  return ctx.db
    .select(programFacts)
    .from(program)
    .innerJoin(organization, eq(organization.id, program.clientId))
    .where(ownRows(ctx, { clientId: program.clientId }))
    .orderBy(asc(organization.name), asc(program.clientId))
    .limit(PROGRAMS_LIMIT);
}

export type ProgramTerms = typeof programTerms.$inferSelect;

/** The terms in force on a date; null before the first ones. */
export async function termsOn(ctx: Context, clientId: string, date: string): Promise<ProgramTerms | null> {
  const [row] = await ctx.db
    .select()
    .from(programTerms)
    .where(and(eq(programTerms.clientId, clientId), lte(programTerms.effectiveFrom, date)))
    .orderBy(desc(programTerms.effectiveFrom))
    .limit(1);
  return row ?? null;
}

export type FeeOn = {
  id: string;
  label: string;
  funding: 'client' | 'supplier';
  /** An exact decimal fraction: `0.025000` is 2.5 %. */
  fraction: string;
};

/** The fees on work done on a date, as far as the actor may see them: suppliers see only those that they bear. */
export async function feesOn(ctx: Context, clientId: string, date: string): Promise<FeeOn[]> {
  return ctx.db
    .select({
      id: feeSchedule.id,
      label: feeSchedule.label,
      funding: feeSchedule.funding,
      fraction: feeSchedule.fraction,
    })
    .from(feeSchedule)
    .where(and(eq(feeSchedule.clientId, clientId), sql`${feeSchedule.effective} @> ${date}::date`))
    .orderBy(asc(feeSchedule.funding), asc(feeSchedule.label))
    .limit(FEES_LIMIT);
}

/** Where a card is asked for: some cards hold only at the sites of a group, or only for one supplier. */
export type CardScope = { siteId?: string | null; supplierId?: string | null };

export type CardInForce = {
  rateCardEntryId: string;
  /** A bill-led card caps the bill; a pay-led one caps pay and markup, and `maxBillRate` is what the two make. */
  direction: 'bill' | 'pay';
  maxBillRate: string;
  maxPayRate: string | null;
  /** An exact decimal fraction of the pay rate. */
  maxMarkup: string | null;
};

/**
 * The version of a job's rate card in force on a date, the most specific one: for the supplier at the site's group, for
 * the supplier, for the group, for everybody. Null where there is none, and behind a supplier's wall always.
 */
export async function cardOn(
  ctx: Context,
  jobId: string,
  date: string,
  scope: CardScope = {},
): Promise<CardInForce | null> {
  const [row] = await ctx.db
    .select({
      rateCardEntryId: rateCardEntry.id,
      direction: rateCardEntry.direction,
      maxBillRate: rateCardEntry.maxBillRate,
      maxPayRate: rateCardEntry.maxPayRate,
      maxMarkup: rateCardEntry.maxMarkup,
    })
    .from(rateCardEntry)
    .where(sql`${rateCardEntry.id} = ${cardIdOn({ jobId, date, ...scope })}`);
  return row ?? null;
}

type CardAsked = {
  jobId: string | SQLWrapper;
  date: string | SQLWrapper;
  siteId?: string | SQLWrapper | null;
  supplierId?: string | SQLWrapper | null;
};

/** The id of the most specific card in force, for joins: the parts may be columns of the query around it. */
export const cardIdOn = ({ jobId, date, siteId = null, supplierId = null }: CardAsked): SQL => sql`(
  select card.id from rate_card_entry card
  where card.job_id = ${jobId} and card.effective @> ${date}::date
    and (card.supplier_id is null or card.supplier_id = ${supplierId}::uuid)
    and (card.site_group_id is null
         or card.site_group_id = (select place.site_group_id from site place where place.id = ${siteId}::uuid))
  order by (card.supplier_id is not null) desc, (card.site_group_id is not null) desc
  limit 1)`;

export type Site = {
  id: string;
  code: string;
  name: string;
  city: string;
  region: string;
  /** The sites that share one rate card; null where the site stands alone. */
  siteGroupId: string | null;
};

/** The sites of a program by code; at most 500. */
export async function sitesOf(ctx: Context, clientId: string): Promise<Site[]> {
  return ctx.db
    .select({
      id: site.id,
      code: site.code,
      name: site.name,
      city: site.city,
      region: site.region,
      siteGroupId: site.siteGroupId,
    })
    .from(site)
    .where(eq(site.clientId, clientId))
    .orderBy(asc(site.code))
    .limit(PLACES_LIMIT);
}

export type Department = { id: string; code: string; name: string };

/** The departments of a program by code; at most 500. */
export async function departmentsOf(ctx: Context, clientId: string): Promise<Department[]> {
  return ctx.db
    .select({ id: department.id, code: department.code, name: department.name })
    .from(department)
    .where(eq(department.clientId, clientId))
    .orderBy(asc(department.code))
    .limit(PLACES_LIMIT);
}

export type CostCenter = {
  id: string;
  code: string;
  name: string;
  departmentId: string;
  departmentName: string;
};

/**
 * The cost centers that work may be booked to, by code; at most 500.
 * @param onDate leaves out what was closed by then
 */
export async function costCentersOf(ctx: Context, clientId: string, onDate?: string): Promise<CostCenter[]> {
  const stillOpen = onDate ? or(isNull(costCenter.closedOn), gt(costCenter.closedOn, onDate)) : undefined;
  return ctx.db
    .select({
      id: costCenter.id,
      code: costCenter.code,
      name: costCenter.name,
      departmentId: costCenter.departmentId,
      departmentName: department.name,
    })
    .from(costCenter)
    .innerJoin(department, eq(department.id, costCenter.departmentId))
    .where(and(eq(costCenter.clientId, clientId), stillOpen))
    .orderBy(asc(costCenter.code))
    .limit(PLACES_LIMIT);
}

export type JobWithCard = {
  id: string;
  code: string;
  title: string;
  description: string;
  minEducation: string | null;
  minYears: number | null;
  /** The version of the card that the rates below are from; null where the job has none on that date. */
  rateCardEntryId: string | null;
  maxBillRate: string | null;
  lowestRate: string | null;
  medianRate: string | null;
};

const jobFacts = {
  id: job.id,
  code: job.code,
  title: job.title,
  description: job.description,
  minEducation: job.minEducation,
  minYears: job.minYears,
  rateCardEntryId: rateCardEntry.id,
  maxBillRate: rateCardEntry.maxBillRate,
  lowestRate: rateCardEntry.lowestRate,
  medianRate: rateCardEntry.medianRate,
};

/**
 * Jobs of a program with what today's card allows, by title.
 * @param search words that all occur in the title, or the code itself
 * @param limit 50 unless told otherwise, never more than 500
 * @param on another date than today in the program's time zone
 */
export async function jobsOf(
  ctx: Context,
  clientId: string,
  { search = '', limit = JOBS_LIMIT, on }: { search?: string; limit?: number; on?: string } = {},
): Promise<JobWithCard[]> {
  return ctx.db
    .select(jobFacts)
    .from(job)
    .innerJoin(program, eq(program.clientId, job.clientId))
    .leftJoin(
      rateCardEntry,
      sql`${rateCardEntry.id} = ${cardIdOn({ jobId: job.id, date: on ?? todayOfProgram(ctx) })}`,
    )
    .where(and(eq(job.clientId, clientId), titleHolds(search)))
    .orderBy(sql`lower(${job.title})`, asc(job.id))
    .limit(Math.min(Math.max(limit, 1), PLACES_LIMIT));
}

/** One job with the card in force on a date, at a site where one is named; null where the program has no such job. */
export async function jobWithCard(
  ctx: Context,
  clientId: string,
  jobId: string,
  date: string,
  siteId?: string,
): Promise<JobWithCard | null> {
  const [row] = await ctx.db
    .select(jobFacts)
    .from(job)
    .leftJoin(rateCardEntry, sql`${rateCardEntry.id} = ${cardIdOn({ jobId: job.id, date, siteId })}`)
    .where(and(eq(job.clientId, clientId), eq(job.id, jobId)));
  return row ?? null;
}

/** The date that the program's own calendar shows now. */
export const todayOfProgram = (ctx: Context): SQL =>
  sql`(${ctx.now.toISOString()}::timestamptz at time zone ${program.timeZone})`;

/** Every word of the search occurs in the title, whatever its case; or the search is the job's code. */
export function titleHolds(search: string): SQL | undefined {
  const words = search.trim().slice(0, 100).split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return undefined;
  const everyWord = and(
    ...words.map((word) => sql`${job.title} ilike ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`),
  );
  return or(everyWord, sql`upper(${job.code}) = upper(${search.trim()})`);
}
