import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { billRun, type BilledRun } from '#app/invoices/bill.server.ts';
import { openRun } from '#app/invoices/commands/open-run.server.ts';
import { previewRun } from '#app/invoices/commands/preview-run.server.ts';
import { formatAmount } from '#app/values/money.ts';
import type { Period } from '#app/values/period.ts';
import type { World } from './program.ts';

export const firstHalfOfMarch: Period = { startsOn: '2026-03-01', endsOn: '2026-03-15' };
export const secondHalfOfMarch: Period = { startsOn: '2026-03-16', endsOn: '2026-03-31' };

/** The MSP's finance opens a period and looks at what it would bill. */
export async function previewedRun(
  world: World,
  period: Period,
): Promise<{ runId: string; lines: number; totalMinor: number }> {
  const { id } = await world.does('finance', (ctx) =>
    openRun(ctx, { id: randomUUID(), clientId: world.clientId, ...period }),
  );
  const run = await world.does('finance', (ctx) => previewRun(ctx, id));
  return { runId: id, lines: run.previewedLines ?? 0, totalMinor: run.previewedMinor ?? 0 };
}

/** … and posts it. */
export async function billedPeriod(world: World, period: Period): Promise<BilledRun & { runId: string }> {
  const { runId } = await previewedRun(world, period);
  return { runId, ...(await world.does('finance', (ctx) => billRun(ctx, runId))) };
}

export type Document = {
  reference: string;
  kind: 'client_invoice' | 'self_bill';
  supplier_id: string | null;
  time: string;
  fee: string;
  total: string;
};

/** The documents of a program in the order of their issue, with amounts as they are printed. */
export async function documentsOf(world: World): Promise<Document[]> {
  const rows = await world.rows<{
    reference: string;
    kind: 'client_invoice' | 'self_bill';
    supplier_id: string | null;
    time_minor: number;
    fee_minor: number;
    total_minor: number;
  }>(sql`
    select reference, kind, supplier_id, time_minor, fee_minor, total_minor from invoice
    where client_id = ${world.clientId} order by issued_on, kind, number`);
  const printed = (minor: number) => formatAmount(minor, 'USD');
  return rows.map(({ reference, kind, supplier_id, time_minor, fee_minor, total_minor }) => ({
    ...{ reference, kind, supplier_id },
    time: printed(time_minor),
    fee: printed(fee_minor),
    total: printed(total_minor),
  }));
}

export const clientTotals = async (world: World): Promise<string[]> =>
  (await documentsOf(world)).filter(({ kind }) => kind === 'client_invoice').map(({ total }) => total);

export const supplierTotals = async (world: World): Promise<string[]> =>
  (await documentsOf(world)).filter(({ kind }) => kind === 'self_bill').map(({ total }) => total);
