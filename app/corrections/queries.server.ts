import { desc, eq, and, sql } from 'drizzle-orm';
import { correction, organization, program } from '#db/schema/index.ts';
import { ownRows, type Context } from '#app/platform/context.server.ts';
import { keysetPage, type KeysetPage } from '#app/platform/http/params.server.ts';
import { programsIn } from '#app/programs/public.server.ts';
import type { CorrectionPreview } from './difference.ts';
import type { Correction } from './draft.server.ts';
import type { CorrectionQuery } from './forms.ts';

const PAGE = 50;

/** The correction as a command needs it, locked for the rest of the transaction. */
export async function correctionToChange(ctx: Context, id: string): Promise<Correction | null> {
  const [row] = await ctx.db.select().from(correction).where(eq(correction.id, id)).for('update');
  return row ?? null;
}

/** What the trail says of a correction's size. */
export function differenceFacts(row: Correction, currency: string) {
  const preview = row.preview as CorrectionPreview;
  return {
    clientMinor: preview.client.netMinor,
    supplierMinor: preview.supplier.netMinor,
    currency,
  };
}

export type CorrectionRow = Omit<Correction, 'preview'> & {
  preview: CorrectionPreview;
  clientName: string;
  currency: string;
  timeZone: string;
};

const columns = {
  correction,
  clientName: organization.name,
  currency: program.currency,
  timeZone: program.timeZone,
};

/** Corrections, newest first, 50 a page. */
export async function correctionsPage(
  ctx: Context,
  { client, status, after }: CorrectionQuery,
): Promise<KeysetPage<CorrectionRow>> {
  const [afterAt, afterId] = after?.split('_') ?? [];
  const rows = await ctx.db
    .select(columns)
    .from(correction)
    .innerJoin(organization, eq(organization.id, correction.clientId))
    .innerJoin(program, eq(program.clientId, correction.clientId))
    .where(
      and(
        ownRows(ctx, { clientId: correction.clientId }),
        client ? eq(correction.clientId, client) : undefined,
        status ? eq(correction.status, status) : undefined,
        afterAt
          ? sql`(${correction.createdAt}, ${correction.id}) < (${afterAt}::timestamptz, ${afterId}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(correction.createdAt), desc(correction.id))
    .limit(PAGE + 1);
  return keysetPage(rows.map(rowOf), PAGE, (row) => `${row.createdAt.toISOString()}_${row.id}`);
}

/** One correction with its program; null where there is none. */
export async function correctionOf(ctx: Context, id: string): Promise<CorrectionRow | null> {
  const [row] = await ctx.db
    .select(columns)
    .from(correction)
    .innerJoin(organization, eq(organization.id, correction.clientId))
    .innerJoin(program, eq(program.clientId, correction.clientId))
    .where(eq(correction.id, id));
  return row ? rowOf(row) : null;
}

const rowOf = ({
  correction: row,
  ...rest
}: {
  correction: Correction;
  clientName: string;
  currency: string;
  timeZone: string;
}): CorrectionRow => ({ ...row, preview: row.preview as CorrectionPreview, ...rest });

export type IssuedByCorrection = {
  id: string;
  reference: string;
  kind: string;
  totalMinor: number;
  supplierName: string | null;
};

/** The documents that an issued correction made, the client's first. */
export async function documentsOfCorrection(ctx: Context, id: string): Promise<IssuedByCorrection[]> {
  const rows = await ctx.db.execute<IssuedByCorrection>(sql`
    select i.id, i.reference, i.kind, i.total_minor as "totalMinor", o.name as "supplierName"
    from invoice i left join organization o on o.id = i.supplier_id
    where i.correction_id = ${id} order by i.side, o.name nulls first, i.total_minor limit 200`);
  return [...rows];
}

/** The programs that corrections may be filtered by. */
export async function programsToCorrect(ctx: Context): Promise<{ value: string; label: string }[]> {
  const programs = await programsIn(ctx);
  return programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }));
}
