import { randomUUID } from 'node:crypto';
import { hours, weekApproved, type AtWork } from './at-work.ts';
import type { Living } from './living.ts';

/** What the client sets aside: an order that pays for a week approved before it, and a budget. */
export async function orders(life: Living, work: AtWork): Promise<void> {
  const { act, world } = life;
  await weekApproved(life, work, '2026-03-08', hours('8'));
  const id = randomUUID();
  const set = { clientId: world.clientId, number: 'PO-7001', funds: '90,000', tolerance: '5' };
  await act('finance', '/purchase-orders/new', { id, ...set, startsOn: '2026-01-01' });
  const order = `/purchase-orders/${id}`;
  await act('finance', `${order}/funds`, { funds: '120,000', reason: 'More people were asked for.' });
  await act('finance', `${order}/assignments`, { chosen: work.assignmentId });
  await act('finance', `${order}/charges`);
  await act('finance', `${order}/closure`);
  const budget = { costCenterId: world.costCenterIds[0], year: '2026', amount: '480,000' };
  await act('clientFinance', '/budgets', budget);
}
