import { and, desc, eq, sql } from 'drizzle-orm';
import { agreement, enrollment } from '#db/schema/index.ts';
import type { Context } from '#app/platform/context.server.ts';
import { programOf } from '#app/programs/public.server.ts';
import { today } from '#app/values/week.ts';
import { agreementColumns, type Agreement } from './public.server.ts';
import { supplierById } from './queries.server.ts';

const HISTORY_LIMIT = 100;

/** Every agreement of a supplier with a program, the latest first; at most 100. */
export function agreementsOf(ctx: Context, clientId: string, supplierId: string): Promise<Agreement[]> {
  return ctx.db
    .select(agreementColumns)
    .from(agreement)
    .where(and(eq(agreement.clientId, clientId), eq(agreement.supplierId, supplierId)))
    .orderBy(desc(sql`lower(${agreement.effective})`))
    .limit(HISTORY_LIMIT);
}

/** What the page of an agreement shows; null where the supplier does not serve the program, or behind a wall. */
export async function agreementDesk(ctx: Context, clientId: string, supplierId: string) {
  const program = await programOf(ctx, clientId);
  const supplier = await supplierById(ctx, supplierId);
  if (!program || !supplier) return null;
  const [enrolled] = await ctx.db
    .select({ enrolledOn: enrollment.enrolledOn })
    .from(enrollment)
    .where(and(eq(enrollment.clientId, clientId), eq(enrollment.supplierId, supplierId)));
  if (!enrolled) return null;
  const day = today(ctx.now, program.timeZone);
  const history = await agreementsOf(ctx, clientId, supplierId);
  const inForce = history.find(
    ({ startsOn, endsOn }) => startsOn <= day && (endsOn === null || endsOn >= day),
  );
  const { clientName, currency } = program;
  return {
    ...{ clientId, clientName, currency, supplierId, supplierName: supplier.name },
    ...{ today: day, history, inForce: inForce ?? null },
  };
}
export type AgreementDesk = NonNullable<Awaited<ReturnType<typeof agreementDesk>>>;
