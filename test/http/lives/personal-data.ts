import { randomUUID } from 'node:crypto';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { join } from '#test/cast.ts';
import { placementInRows } from '#test/factories/rows.ts';
import { walled } from '#db/walled.ts';
import type { Living, Who } from './living.ts';

/** What people ask for about themselves, and what becomes of it. */
export async function personalData(life: Living): Promise<void> {
  await copyIsHandedOver(life);
  await isForgotten(life);
  await takenBack(life);
  await refused(life);
  await keptForSoLong(life);
}

async function asked({ act }: Living, who: Who, kind: string, person: string, search: string) {
  const id = randomUUID();
  await act(who, '/privacy/new', { id, kind, person }, `?search=${search}`);
  return `/privacy/${id}`;
}

async function copyIsHandedOver(life: Living): Promise<void> {
  const { accountId, email } = life.world.people.juniperRecruiter;
  const request = await asked(life, 'admin', 'export', `account:${accountId}`, email);
  await life.act('admin', `${request}/fulfillment`);
}

async function isForgotten(life: Living): Promise<void> {
  const { accountId, membershipId, email } = await somebodyElse(life);
  await life.act('clientAdmin', `/memberships/${membershipId}/end`, { reason: 'She left the company.' });
  const request = await asked(life, 'admin', 'erasure', `account:${accountId}`, email);
  await life.act('admin', `${request}/fulfillment`);
}

function somebodyElse({ world }: Living): Promise<Actor> {
  const home = { id: world.clientId, name: world.clientName };
  return walled(world.database, { side: 'msp' }, (db) =>
    join(db, home, { name: 'Nadine Farrow', role: 'approver' }),
  );
}

async function takenBack(life: Living): Promise<void> {
  const { candidateId } = await placementInRows(life.world);
  const request = await asked(life, 'supplierAdmin', 'erasure', `candidate:${candidateId}`, 'Tessa');
  await life.act('supplierAdmin', `${request}/withdrawal`);
}

async function refused({ act, world }: Living): Promise<void> {
  const id = randomUUID();
  await act('clientFinance', '/privacy/mine', { id });
  await act('admin', `/privacy/${id}/refusal`, {
    reason: `${world.people.clientFinance.name} still works here.`,
  });
}

async function keptForSoLong({ act }: Living): Promise<void> {
  await act('admin', '/privacy/retention', { documentType: 'mail', months: '25', basis: 'A house rule.' });
}
