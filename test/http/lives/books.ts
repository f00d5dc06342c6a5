import { sql } from 'drizzle-orm';
import type { Living } from './living.ts';

const why = { reason: 'A self-bill of March was left out.' };

/** A month of the books: accrued, closed, and opened again by two people. */
export async function books({ act, world }: Living): Promise<void> {
  const { clientId: client } = world;
  await act('finance', '/accruals/preview', {}, `?program=${client}&month=2026-03`);
  await act('finance', '/ledger/periods/closure', { client, month: '2026-03' });
  const [month] = await world.rows<{ id: string }>(
    sql`select id from ledger_period where client_id = ${client}`,
  );
  const period = `/ledger/periods/${month?.id}`;
  await act('finance', `${period}/reopening`, why);
  await act('admin', `${period}/refusal`);
  await act('finance', `${period}/reopening`, why);
  await act('admin', `${period}/agreement`);
}
