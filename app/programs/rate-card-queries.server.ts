import { and, asc, count, desc, eq, sql, type SQL } from 'drizzle-orm';
import {
  job,
  organization,
  program,
  rateCardEntry,
  rateCardImport,
  rateCardImportRefusal,
  siteGroup,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { cardIdOn, titleHolds, todayOfProgram } from './public.server.ts';
import { MAX_RATE_FILE_ROWS } from './rate-card-file.ts';

export const PREVIEW_PAGE = 50;
export const REFUSALS_SHOWN = 200;
/** An import holds no more refusals than a file may have rows. */
export const ALL_REFUSALS = MAX_RATE_FILE_ROWS;
const REASONS_SHOWN = 20;
const CARD_HISTORY_LIMIT = 100;
export const JOBS_PAGE = 50;

export type RateCardImport = typeof rateCardImport.$inferSelect & {
  clientName: string;
  currency: string;
  timeZone: string;
};

/** An import with the program it is for; null for everybody but the MSP. */
export async function importOf(ctx: Context, id: string): Promise<RateCardImport | null> {
  const [row] = await ctx.db
    .select({
      imported: rateCardImport,
      clientName: organization.name,
      currency: program.currency,
      timeZone: program.timeZone,
    })
    .from(rateCardImport)
    .innerJoin(program, eq(program.clientId, rateCardImport.clientId))
    .innerJoin(organization, eq(organization.id, rateCardImport.clientId))
    .where(eq(rateCardImport.id, id));
  return row
    ? { ...row.imported, clientName: row.clientName, currency: row.currency, timeZone: row.timeZone }
    : null;
}

/** What posting does to a job: `same` leaves its card untouched. */
export type ChangeKind = 'new' | 'changed' | 'same';

/**
 * Each job of an import beside the card that it meets on the day it starts. The rows of the import itself are left
 * out of «before», so that a posted import goes on saying what it changed.
 */
export const comparison = (importId: string): SQL => sql`
  select wanted.code, wanted.title, wanted.max_bill_rate, wanted.lowest_rate, wanted.median_rate, wanted.row_count,
    wanted.merged_titles, wanted.min_education, wanted.min_years, imported.client_id, imported.effective_from,
    job.id as job_id, before.id as before_id, before.max_bill_rate as before_rate, before.effective as before_effective,
    case when before.id is null then 'new'
         when before.direction = 'bill' and before.max_bill_rate = wanted.max_bill_rate
           and before.effective @> imported.effective_from then 'same'
         else 'changed' end as kind
  from rate_card_import imported
  join rate_card_import_job wanted on wanted.import_id = imported.id
  left join job on job.client_id = imported.client_id and job.code = wanted.code
  left join lateral (
    select entry.id, entry.direction, entry.max_bill_rate, entry.effective from rate_card_entry entry
    where entry.job_id = job.id and entry.import_id is distinct from imported.id
      and entry.site_group_id is null and entry.supplier_id is null
      and lower(entry.effective) <= imported.effective_from
      and (upper_inf(entry.effective) or upper(entry.effective) >= imported.effective_from)
    order by lower(entry.effective) desc limit 1
  ) before on true
  where imported.id = ${importId}`;

export type ImportCounts = { new: number; changed: number; same: number; merged: number; spellings: number };

/** How many jobs an import makes, changes and leaves as they are, and how many spellings it took for the same job. */
export async function countChanges(ctx: Context, importId: string): Promise<ImportCounts> {
  const [row] = await ctx.db.execute<ImportCounts>(sql`
    select count(*) filter (where kind = 'new')::int as new, count(*) filter (where kind = 'changed')::int as changed,
      count(*) filter (where kind = 'same')::int as same,
      count(*) filter (where cardinality(merged_titles) > 0)::int as merged,
      coalesce(sum(cardinality(merged_titles)), 0)::int as spellings
    from (${comparison(importId)}) compared`);
  return row ?? { new: 0, changed: 0, same: 0, merged: 0, spellings: 0 };
}

/** Jobs whose card would be replaced on or before the day it starts, so that nothing would be left of it. */
export async function cardsInTheWay(
  ctx: Context,
  importId: string,
): Promise<{ jobs: number; latestStart: string | null }> {
  const [row] = await ctx.db.execute<{ jobs: number; latest_start: string | null }>(sql`
    select count(distinct entry.job_id)::int as jobs, max(lower(entry.effective))::text as latest_start
    from (${comparison(importId)}) compared
    join rate_card_entry entry on entry.job_id = compared.job_id and lower(entry.effective) >= compared.effective_from
      and entry.site_group_id is null and entry.supplier_id is null
    where compared.kind <> 'same'`);
  return { jobs: row?.jobs ?? 0, latestStart: row?.latest_start ?? null };
}

export type ComparedJob = {
  code: string;
  title: string;
  jobId: string | null;
  kind: ChangeKind;
  beforeRate: string | null;
  maxBillRate: string;
  lowestRate: string;
  medianRate: string;
  rowCount: number;
  mergedTitles: string[];
};

/**
 * The jobs of an import by title, one more than a page.
 * @param after code of the last job of the page before
 */
export async function comparedJobs(
  ctx: Context,
  importId: string,
  { show, after }: { show: ChangeKind | 'merged'; after?: string },
): Promise<ComparedJob[]> {
  const rows = await ctx.db.execute<ComparedJob>(sql`
    select code, title, job_id as "jobId", kind, before_rate as "beforeRate", max_bill_rate as "maxBillRate",
      lowest_rate as "lowestRate", median_rate as "medianRate", row_count as "rowCount", merged_titles as "mergedTitles"
    from (${comparison(importId)}) compared
    where ${show === 'merged' ? sql`cardinality(merged_titles) > 0` : sql`kind = ${show}`}
      ${
        after === undefined
          ? sql``
          : sql`and (lower(title), code) > (select lower(last.title), last.code from rate_card_import_job last
              where last.import_id = ${importId} and last.code = ${after})`
      }
    order by lower(title), code limit ${PREVIEW_PAGE + 1}`);
  return [...rows];
}

export type RefusalGroup = { reason: string; rows: number };

/** Why rows were refused, the commonest reason first; what is a row's own is left out, so that like stands with like. */
export async function refusalReasons(ctx: Context, importId: string): Promise<RefusalGroup[]> {
  const reason = sql<string>`regexp_replace(regexp_replace(${rateCardImportRefusal.reason}, '“[^”]*”', '“…”', 'g'),
    ' [0-9,]+ (characters|cells)', ' … \\1', 'g')`;
  return ctx.db
    .select({ reason: sql<string>`reason_group`, rows: count() })
    .from(
      sql`(select ${reason} as reason_group from ${rateCardImportRefusal} where ${rateCardImportRefusal.importId} = ${importId}) grouped`,
    )
    .groupBy(sql`reason_group`)
    .orderBy(desc(count()), sql`reason_group`)
    .limit(REASONS_SHOWN);
}

export type Refusal = { rowNumber: number; reason: string; rowText: string };

/** Refused rows in the order of the file. */
export async function refusalsOf(ctx: Context, importId: string, limit: number): Promise<Refusal[]> {
  return ctx.db
    .select({
      rowNumber: rateCardImportRefusal.rowNumber,
      reason: rateCardImportRefusal.reason,
      rowText: rateCardImportRefusal.rowText,
    })
    .from(rateCardImportRefusal)
    .where(eq(rateCardImportRefusal.importId, importId))
    .orderBy(asc(rateCardImportRefusal.rowNumber))
    .limit(limit);
}

/** Earlier posting of the very same file to the same program, if there was one. */
export async function sameFilePosted(
  ctx: Context,
  one: RateCardImport,
): Promise<{ id: string; postedAt: Date | null } | null> {
  const [row] = await ctx.db
    .select({ id: rateCardImport.id, postedAt: rateCardImport.postedAt })
    .from(rateCardImport)
    .where(
      and(
        eq(rateCardImport.clientId, one.clientId),
        eq(rateCardImport.fileSha256, one.fileSha256),
        eq(rateCardImport.status, 'posted'),
        sql`${rateCardImport.id} <> ${one.id}`,
      ),
    )
    .orderBy(desc(rateCardImport.postedAt))
    .limit(1);
  return row ?? null;
}

export type JobRow = {
  id: string;
  code: string;
  title: string;
  minEducation: string | null;
  minYears: number | null;
  maxBillRate: string | null;
  lowestRate: string | null;
  medianRate: string | null;
};

/**
 * The job catalog by title with what today's card allows, one more than a page.
 * @param after id of the last job of the page before
 */
export async function jobsPage(
  ctx: Context,
  clientId: string,
  { search, after }: { search: string; after?: string },
): Promise<JobRow[]> {
  const cut = ctx.db
    .select()
    .from(job)
    .where(
      and(eq(job.clientId, clientId), titleHolds(search), after === undefined ? undefined : afterJob(after)),
    )
    .orderBy(sql`lower(${job.title})`, asc(job.id))
    .limit(JOBS_PAGE + 1)
    .as('cut');
  return ctx.db
    .select({
      id: cut.id,
      code: cut.code,
      title: cut.title,
      minEducation: cut.minEducation,
      minYears: cut.minYears,
      maxBillRate: rateCardEntry.maxBillRate,
      lowestRate: rateCardEntry.lowestRate,
      medianRate: rateCardEntry.medianRate,
    })
    .from(cut)
    .innerJoin(program, eq(program.clientId, cut.clientId))
    .leftJoin(
      rateCardEntry,
      sql`${rateCardEntry.id} = ${cardIdOn({ jobId: cut.id, date: todayOfProgram(ctx) })}`,
    )
    .orderBy(sql`lower(${cut.title})`, asc(cut.id));
}

const afterJob = (id: string): SQL =>
  sql`(lower(${job.title}), ${job.id}) > (select lower(last.title), last.id from job last where last.id = ${id})`;

export type CardVersion = {
  id: string;
  startsOn: string;
  endsOn: string | null;
  direction: 'bill' | 'pay';
  maxBillRate: string;
  maxPayRate: string | null;
  maxMarkup: string | null;
  /** Name of the site group that it holds for; null for every site. */
  siteGroup: string | null;
  /** Name of the supplier that it holds for; null for all. */
  supplier: string | null;
  lowestRate: string | null;
  medianRate: string | null;
  importId: string | null;
  /** Null for clients, who see the card but not the file it came from. */
  fileName: string | null;
};

/** Every version of a job's card, the latest first; at most 100. */
export async function cardHistory(ctx: Context, clientId: string, jobId: string): Promise<CardVersion[]> {
  return ctx.db
    .select({
      id: rateCardEntry.id,
      startsOn: sql<string>`lower(${rateCardEntry.effective})::text`,
      endsOn: sql<string | null>`(upper(${rateCardEntry.effective}) - 1)::text`,
      direction: rateCardEntry.direction,
      maxBillRate: rateCardEntry.maxBillRate,
      maxPayRate: rateCardEntry.maxPayRate,
      maxMarkup: rateCardEntry.maxMarkup,
      siteGroup: siteGroup.name,
      supplier: organization.name,
      lowestRate: rateCardEntry.lowestRate,
      medianRate: rateCardEntry.medianRate,
      importId: rateCardEntry.importId,
      fileName: rateCardImport.fileName,
    })
    .from(rateCardEntry)
    .leftJoin(rateCardImport, eq(rateCardImport.id, rateCardEntry.importId))
    .leftJoin(siteGroup, eq(siteGroup.id, rateCardEntry.siteGroupId))
    .leftJoin(organization, eq(organization.id, rateCardEntry.supplierId))
    .where(and(eq(rateCardEntry.clientId, clientId), eq(rateCardEntry.jobId, jobId)))
    .orderBy(sql`lower(${rateCardEntry.effective}) desc`, asc(siteGroup.name), asc(organization.name))
    .limit(CARD_HISTORY_LIMIT);
}

/** The other spellings of a job's title that its imports met; at most 50. */
export async function otherSpellings(ctx: Context, clientId: string, code: string): Promise<string[]> {
  const rows = await ctx.db.execute<{ spelling: string }>(sql`
    select distinct unnest(met.merged_titles) as spelling from rate_card_import_job met
    join rate_card_import imported on imported.id = met.import_id and imported.status = 'posted'
    where met.client_id = ${clientId} and met.code = ${code} order by 1 limit 50`);
  return rows.map(({ spelling }) => spelling);
}
