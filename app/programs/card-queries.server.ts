import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import {
  cardUpload,
  enrollment,
  job,
  organization,
  rateCardEntry,
  site,
  siteGroup,
} from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import type { CardRow } from './card-file.ts';
import type { CardThere } from './card-rules.ts';
import type { ProgramForCards } from './card-differences.ts';
import { programOf } from './public.server.ts';

const GROUPS_LIMIT = 200;
const CARDS_LIMIT = 200;

export type SiteGroup = {
  id: string;
  code: string;
  name: string;
  sites: { id: string; code: string; name: string }[];
};

/** The site groups of a program by code, each with its sites; at most 200. */
export async function siteGroupsOf(ctx: Context, clientId: string): Promise<SiteGroup[]> {
  const groups = await ctx.db
    .select({ id: siteGroup.id, code: siteGroup.code, name: siteGroup.name })
    .from(siteGroup)
    .where(eq(siteGroup.clientId, clientId))
    .orderBy(asc(siteGroup.code))
    .limit(GROUPS_LIMIT);
  const sites = await ctx.db
    .select({ id: site.id, code: site.code, name: site.name, siteGroupId: site.siteGroupId })
    .from(site)
    .where(and(eq(site.clientId, clientId), sql`${site.siteGroupId} is not null`))
    .orderBy(asc(site.code))
    .limit(GROUPS_LIMIT);
  return groups.map((group) => ({
    ...group,
    sites: sites
      .filter(({ siteGroupId }) => siteGroupId === group.id)
      .map(({ id, code, name }) => ({ id, code, name })),
  }));
}

/** Suppliers that a card may be for: those that serve the program, by name. */
export async function suppliersForCards(ctx: Context, clientId: string) {
  return ctx.db
    .select({ id: enrollment.supplierId, name: organization.name })
    .from(enrollment)
    .innerJoin(organization, eq(organization.id, enrollment.supplierId))
    .where(eq(enrollment.clientId, clientId))
    .orderBy(asc(organization.name))
    .limit(GROUPS_LIMIT);
}

const cardColumns = {
  id: rateCardEntry.id,
  jobId: rateCardEntry.jobId,
  siteGroupId: rateCardEntry.siteGroupId,
  supplierId: rateCardEntry.supplierId,
  direction: rateCardEntry.direction,
  maxBillRate: rateCardEntry.maxBillRate,
  maxPayRate: rateCardEntry.maxPayRate,
  maxMarkup: rateCardEntry.maxMarkup,
  startsOn: sql<string>`lower(${rateCardEntry.effective})::text`,
  endsOn: sql<string | null>`(upper(${rateCardEntry.effective}) - 1)::text`,
};

type Scope = { jobId: string; siteGroupId: string | null; supplierId: string | null };

/** Every version of the card of one job, group and supplier, by when it starts. */
export function cardsOfScope(ctx: Context, scope: Scope): Promise<(CardThere & { jobId: string })[]> {
  return ctx.db
    .select(cardColumns)
    .from(rateCardEntry)
    .where(
      and(
        eq(rateCardEntry.jobId, scope.jobId),
        sql`${rateCardEntry.siteGroupId} is not distinct from ${scope.siteGroupId}::uuid`,
        sql`${rateCardEntry.supplierId} is not distinct from ${scope.supplierId}::uuid`,
      ),
    )
    .orderBy(sql`lower(${rateCardEntry.effective})`)
    .limit(CARDS_LIMIT);
}

/** One card of a program, to find what a first press made. */
export async function cardById(ctx: Context, clientId: string, id: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ id: rateCardEntry.id })
    .from(rateCardEntry)
    .where(and(eq(rateCardEntry.clientId, clientId), eq(rateCardEntry.id, id)));
  return rows.length > 0;
}

/** What a file of cards is held against: jobs, groups, suppliers, and every card of the jobs that it names. */
export async function programForCards(
  ctx: Context,
  clientId: string,
  rows: CardRow[],
): Promise<ProgramForCards | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  const codes = [...new Set(rows.map(({ jobCode }) => jobCode))];
  const jobs =
    codes.length === 0
      ? []
      : await ctx.db
          .select({ id: job.id, code: job.code, title: job.title })
          .from(job)
          .where(and(eq(job.clientId, clientId), inArray(job.code, codes)));
  const ids = jobs.map(({ id }) => id);
  const cards =
    ids.length === 0
      ? []
      : await ctx.db.select(cardColumns).from(rateCardEntry).where(inArray(rateCardEntry.jobId, ids));
  const groups = await siteGroupsOf(ctx, clientId);
  const suppliers = await suppliersForCards(ctx, clientId);
  return {
    currency: program.currency,
    jobs: new Map(jobs.map(({ id, code, title }) => [code, { id, title }])),
    groups: new Map(groups.map(({ id, code }) => [code.toUpperCase(), id])),
    suppliers: new Map(suppliers.map(({ id, name }) => [name.toLowerCase(), id])),
    cards,
  };
}

/** An upload that somebody looks at; null where there is none, and for everybody but the MSP. */
export async function cardUploadOf(ctx: Context, clientId: string, id: string) {
  const [row] = await ctx.db
    .select()
    .from(cardUpload)
    .where(and(eq(cardUpload.clientId, clientId), eq(cardUpload.id, id)));
  return row ?? null;
}
