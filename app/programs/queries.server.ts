import { and, asc, count, desc, eq, sql } from 'drizzle-orm';
import {
  approvalRule,
  enrollment,
  feeSchedule,
  job,
  organization,
  program,
  programTerms,
  rateCardImport,
} from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { today } from '#app/values/week.ts';
import type { Effective } from './effective.ts';
import { programOf, termsOn, type ProgramFacts, type ProgramTerms } from './public.server.ts';

const PROGRAMS_LIMIT = 200;
const HISTORY_LIMIT = 100;
const SUPPLIERS_LIMIT = 200;
const IMPORTS_LIMIT = 10;

export type ProgramRow = ProgramFacts & { jobs: number; suppliers: number };

/** Every program that the actor sees, with how much there is of it; at most 200. */
export async function programsWithCounts(ctx: Context): Promise<ProgramRow[]> {
  return ctx.db
    .select({
      clientId: program.clientId,
      clientName: organization.name,
      code: program.code,
      currency: program.currency,
      timeZone: program.timeZone,
      weekEndsOn: program.weekEndsOn,
      billingCadence: program.billingCadence,
      jobs: sql<number>`(select count(*)::int from ${job} where ${job.clientId} = ${program.clientId})`,
      suppliers: sql<number>`(select count(*)::int from ${enrollment} where ${enrollment.clientId} = ${program.clientId})`,
    })
    .from(program)
    .innerJoin(organization, eq(organization.id, program.clientId))
    .where(ownRows(ctx, { clientId: program.clientId }))
    .orderBy(asc(organization.name), asc(program.clientId))
    .limit(PROGRAMS_LIMIT);
}

export type ProgramDetails = ProgramFacts & {
  legalName: string;
  addressLines: string[];
  taxId: string | null;
  /** What the calendar of the program shows now. */
  today: string;
  terms: ProgramTerms | null;
};

/** A program with its terms in force today; null where there is none or a wall stands before it. */
export async function programDetails(ctx: Context, clientId: string): Promise<ProgramDetails | null> {
  const facts = await programOf(ctx, clientId);
  if (!facts) return null;
  const [names] = await ctx.db
    .select({
      legalName: organization.legalName,
      addressLines: organization.addressLines,
      taxId: organization.taxId,
    })
    .from(organization)
    .where(eq(organization.id, clientId));
  if (!names) return null;
  const day = today(ctx.now, facts.timeZone);
  return { ...facts, ...names, today: day, terms: await termsOn(ctx, clientId, day) };
}

/** Everything that was ever agreed, the latest first; at most 100. */
export async function termsHistory(ctx: Context, clientId: string): Promise<ProgramTerms[]> {
  return ctx.db
    .select()
    .from(programTerms)
    .where(eq(programTerms.clientId, clientId))
    .orderBy(desc(programTerms.effectiveFrom))
    .limit(HISTORY_LIMIT);
}

export type FeeRow = Effective & {
  id: string;
  label: string;
  funding: 'client' | 'supplier';
  fraction: string;
  /** Null for the work of all suppliers. */
  supplierId: string | null;
  supplierName: string | null;
  rounding: 'line' | 'statement';
  /** Exact decimal amount per hour; null without a cap. */
  capPerHour: string | null;
};

const feeColumns = {
  id: feeSchedule.id,
  label: feeSchedule.label,
  funding: feeSchedule.funding,
  fraction: feeSchedule.fraction,
  supplierId: feeSchedule.supplierId,
  supplierName: sql<
    string | null
  >`(select o.name from ${organization} o where o.id = ${feeSchedule.supplierId})`,
  rounding: feeSchedule.rounding,
  capPerHour: feeSchedule.capPerHour,
  startsOn: sql<string>`lower(${feeSchedule.effective})::text`,
  endsOn: sql<string | null>`(upper(${feeSchedule.effective}) - 1)::text`,
};

/** The fees of a program, those without an end first, then the latest; at most 100. */
export async function feesOfProgram(ctx: Context, clientId: string): Promise<FeeRow[]> {
  return ctx.db
    .select(feeColumns)
    .from(feeSchedule)
    .where(eq(feeSchedule.clientId, clientId))
    .orderBy(sql`upper(${feeSchedule.effective}) desc nulls first`, asc(feeSchedule.label))
    .limit(HISTORY_LIMIT);
}

/** One fee of a program; null where it has no such fee. */
export async function feeOf(ctx: Context, clientId: string, feeId: string): Promise<FeeRow | null> {
  const [row] = await ctx.db
    .select(feeColumns)
    .from(feeSchedule)
    .where(and(eq(feeSchedule.clientId, clientId), eq(feeSchedule.id, feeId)));
  return row ?? null;
}

export type ApprovalStepRule = { position: number; role: string; aboveMinor: number };

/** Who signs a requisition, in order. */
export async function approvalRulesOf(ctx: Context, clientId: string): Promise<ApprovalStepRule[]> {
  return ctx.db
    .select({
      position: approvalRule.position,
      role: approvalRule.role,
      aboveMinor: approvalRule.aboveMinor,
    })
    .from(approvalRule)
    .where(and(eq(approvalRule.clientId, clientId), eq(approvalRule.subjectKind, 'requisition')))
    .orderBy(asc(approvalRule.position));
}

export type SupplierOfProgram = {
  supplierId: string;
  name: string;
  tier: number;
  status: 'active' | 'suspended';
  affiliatedWithMsp: boolean;
  enrolledOn: string;
};

/** Who supplies to the program, by tier; at most 200. */
export async function suppliersOfProgram(ctx: Context, clientId: string): Promise<SupplierOfProgram[]> {
  return ctx.db
    .select({
      supplierId: enrollment.supplierId,
      name: organization.name,
      tier: enrollment.tier,
      status: enrollment.status,
      affiliatedWithMsp: organization.affiliatedWithMsp,
      enrolledOn: enrollment.enrolledOn,
    })
    .from(enrollment)
    .innerJoin(organization, eq(organization.id, enrollment.supplierId))
    .where(eq(enrollment.clientId, clientId))
    .orderBy(asc(enrollment.tier), asc(organization.name))
    .limit(SUPPLIERS_LIMIT);
}

export async function jobCountOf(ctx: Context, clientId: string): Promise<number> {
  const [row] = await ctx.db.select({ jobs: count() }).from(job).where(eq(job.clientId, clientId));
  return row?.jobs ?? 0;
}

export type ImportRow = Pick<
  typeof rateCardImport.$inferSelect,
  'id' | 'status' | 'fileName' | 'effectiveFrom' | 'usableCount' | 'refusedCount' | 'createdAt'
>;

/** The latest imports of a program's rate card; at most 10, and none for anybody but the MSP. */
export async function latestImports(ctx: Context, clientId: string): Promise<ImportRow[]> {
  return ctx.db
    .select({
      id: rateCardImport.id,
      status: rateCardImport.status,
      fileName: rateCardImport.fileName,
      effectiveFrom: rateCardImport.effectiveFrom,
      usableCount: rateCardImport.usableCount,
      refusedCount: rateCardImport.refusedCount,
      createdAt: rateCardImport.createdAt,
    })
    .from(rateCardImport)
    .where(eq(rateCardImport.clientId, clientId))
    .orderBy(desc(rateCardImport.createdAt), desc(rateCardImport.id))
    .limit(IMPORTS_LIMIT);
}
