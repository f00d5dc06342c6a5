/** What slices downstream may ask about suppliers. Everything is read behind the wall of whoever acts. */
import { and, asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { agreement, enrollment, organization } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';

const ENROLLED_LIMIT = 500;

export type EnrolledSupplier = {
  supplierId: string;
  name: string;
  /** 1 is asked first. */
  tier: number;
  /** Belongs to the MSP's own group; shown wherever the supplier is. */
  affiliatedWithMsp: boolean;
  status: 'active' | 'suspended';
};

/** Who supplies to the program, by tier and name; at most 500. A supplier finds only itself. */
export async function enrolledSuppliers(ctx: Context, clientId: string): Promise<EnrolledSupplier[]> {
  return ctx.db
    .select({
      supplierId: enrollment.supplierId,
      name: organization.name,
      tier: enrollment.tier,
      affiliatedWithMsp: organization.affiliatedWithMsp,
      status: enrollment.status,
    })
    .from(enrollment)
    .innerJoin(organization, eq(organization.id, enrollment.supplierId))
    .where(eq(enrollment.clientId, clientId))
    .orderBy(asc(enrollment.tier), asc(organization.name))
    .limit(ENROLLED_LIMIT);
}

export type Agreement = typeof agreement.$inferSelect & { startsOn: string; endsOn: string | null };

export const agreementColumns = {
  ...getTableColumns(agreement),
  startsOn: sql<string>`lower(${agreement.effective})::text`,
  endsOn: sql<string | null>`(upper(${agreement.effective}) - 1)::text`,
};

/** What a supplier and a program agreed beyond the card, in force on a date; null where nothing was. */
export async function agreementOn(
  ctx: Context,
  clientId: string,
  supplierId: string,
  date: string,
): Promise<Agreement | null> {
  const [row] = await ctx.db
    .select(agreementColumns)
    .from(agreement)
    .where(
      and(
        eq(agreement.clientId, clientId),
        eq(agreement.supplierId, supplierId),
        sql`${agreement.effective} @> ${date}::date`,
      ),
    );
  return row ?? null;
}
