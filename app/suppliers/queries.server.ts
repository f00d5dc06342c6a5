import { and, asc, eq, inArray, notExists, sql, type SQL } from 'drizzle-orm';
import { enrollment, organization, program } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { today } from '#app/values/week.ts';
import { enrolledSuppliers, type EnrolledSupplier } from './public.server.ts';

export const SUPPLIERS_PAGE = 50;
const CHOICE_LIMIT = 500;

export type SupplierRow = {
  id: string;
  name: string;
  legalName: string;
  affiliatedWithMsp: boolean;
  /** The programs it serves that the actor may see: their codes with the tier, such as `HAL · tier 1`. */
  programs: { clientId: string; code: string; tier: number }[];
};

/**
 * The suppliers that the actor may see, by name, one more than a page.
 * @param after id of the last supplier of the page before
 */
export async function suppliersPage(
  ctx: Context,
  { search, after }: { search: string; after?: string },
): Promise<SupplierRow[]> {
  const rows = await ctx.db
    .select({
      id: organization.id,
      name: organization.name,
      legalName: organization.legalName,
      affiliatedWithMsp: organization.affiliatedWithMsp,
    })
    .from(organization)
    .where(and(eq(organization.side, 'supplier'), nameHolds(search), afterSupplier(after)))
    .orderBy(sql`lower(${organization.name})`, asc(organization.id))
    .limit(SUPPLIERS_PAGE + 1);
  const serving = await programsServed(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, programs: serving.filter(({ supplierId }) => supplierId === row.id) }));
}

async function programsServed(ctx: Context, supplierIds: string[]) {
  if (supplierIds.length === 0) return [];
  return ctx.db
    .select({
      supplierId: enrollment.supplierId,
      clientId: enrollment.clientId,
      code: program.code,
      tier: enrollment.tier,
    })
    .from(enrollment)
    .innerJoin(program, eq(program.clientId, enrollment.clientId))
    .where(inArray(enrollment.supplierId, supplierIds))
    .orderBy(asc(program.code));
}

const nameHolds = (search: string): SQL | undefined =>
  search === '' ? undefined : sql`${organization.name} ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`;

const afterSupplier = (id: string | undefined): SQL | undefined =>
  id === undefined
    ? undefined
    : sql`(lower(${organization.name}), ${organization.id}) > (select lower(last.name), last.id from organization last where last.id = ${id})`;

export type Choice = { id: string; name: string; affiliatedWithMsp: boolean };

/** Suppliers that do not serve the program yet, by name; at most 500. */
export async function suppliersToEnroll(ctx: Context, clientId: string): Promise<Choice[]> {
  const already = ctx.db
    .select({ one: sql`1` })
    .from(enrollment)
    .where(sql`${enrollment.clientId} = ${clientId} and ${enrollment.supplierId} = "organization"."id"`);
  return ctx.db
    .select({
      id: organization.id,
      name: organization.name,
      affiliatedWithMsp: organization.affiliatedWithMsp,
    })
    .from(organization)
    .where(and(eq(organization.side, 'supplier'), notExists(already)))
    .orderBy(sql`lower(${organization.name})`)
    .limit(CHOICE_LIMIT);
}

/** A supplier by its id; null for an organization of another side, and behind a wall. */
export async function supplierById(ctx: Context, id: string): Promise<{ id: string; name: string } | null> {
  const [row] = await ctx.db
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .where(and(eq(organization.id, id), eq(organization.side, 'supplier')));
  return row ?? null;
}

export type EnrollmentDesk = {
  clientId: string;
  clientName: string;
  /** What the calendar of the program shows now. */
  today: string;
  choices: Choice[];
  enrolled: EnrolledSupplier[];
};

/** What it takes to enroll a supplier in a program; null where there is no such program. */
export async function enrollmentDesk(ctx: Context, clientId: string): Promise<EnrollmentDesk | null> {
  const program = await programOf(ctx, clientId);
  if (!program) return null;
  return {
    clientId,
    clientName: program.clientName,
    today: today(ctx.now, program.timeZone),
    choices: await suppliersToEnroll(ctx, clientId),
    enrolled: await enrolledSuppliers(ctx, clientId),
  };
}
