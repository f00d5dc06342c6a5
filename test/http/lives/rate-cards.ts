import { randomUUID } from 'node:crypto';
import { days } from './days.ts';
import type { ChosenFile, Living } from './living.ts';

const csv = (name: string, lines: string[]): ChosenFile => ({
  ...{ field: 'file', name, type: 'text/csv' },
  content: lines.join('\n'),
});

/** What may be billed for a job: typed in, uploaded as versions, or taken from a file of what vendors ask. */
export async function rateCards(life: Living): Promise<void> {
  await siteGroups(life);
  await typedIn(life);
  await uploaded(life);
  await imported(life);
}

async function siteGroups({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/site-groups`;
  const siteGroupId = randomUUID();
  await act('admin', path, { verb: 'add', id: siteGroupId, code: 'BAY', name: 'Bay Area' });
  await act('admin', path, { verb: 'put', siteId: world.siteId, siteGroupId });
}

async function typedIn({ act, world }: Living): Promise<void> {
  const { clientId, jobId, suppliers } = world;
  await act('admin', `/programs/${clientId}/jobs/${jobId}/cards/new`, {
    ...{ direction: 'bill', maxBillRate: '118', supplierId: suppliers.cobalt, startsOn: days.tomorrow },
  });
}

async function uploaded({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/cards/upload`;
  const uploadId = randomUUID();
  const file = csv('cards.csv', [
    'job_code,direction,max_bill_rate,max_pay_rate,max_markup_percent,site_group,supplier,currency,effective_from,effective_to',
    `SA,bill,112.00,,,BAY,,USD,${days.inAWeek},`,
  ]);
  await act('admin', path, { id: uploadId, verb: 'read' }, '', file);
  await act('admin', path, { uploadId, verb: 'post' }, `?upload=${uploadId}`);
}

async function imported({ act, world }: Living): Promise<void> {
  const path = `/programs/${world.clientId}/rate-card/import`;
  const file = csv('rates.csv', [
    'Labor category,Bill rate,Unit,Vendor',
    'Database Administrator,92.50,Hour,Cobalt',
    'Database Administrator,95.00,Hour,Juniper',
    'Network Engineer,,Hour,Juniper',
  ]);
  for (const verb of ['discard', 'posting']) {
    const id = randomUUID();
    await act('admin', path, { id, basis: 'highest' }, '', file);
    await act('admin', `/rate-card-imports/${id}/${verb}`);
  }
}
