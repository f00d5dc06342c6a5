import { randomUUID } from 'node:crypto';
import { madeBy, type AtWork } from './at-work.ts';
import { documentsOf, offered } from './billing.ts';
import type { Living } from './living.ts';

const why = { reason: 'It was agreed afterwards.' };

/** What was billed and should not have been: given up, turned down, issued, and billed anew at other rates. */
export async function correcting(life: Living, work: AtWork): Promise<void> {
  const { act, world } = life;
  await act('finance', `${await drafted(life)}/cancellation`);
  const rejected = await drafted(life);
  await act('finance', `${rejected}/submission`);
  await act('admin', `${rejected}/rejection`, why);
  await issued(life, await drafted(life));
  const [credit] = await documentsOf(world, 'client_credit');
  const [invoiceId = ''] = await documentsOf(world, 'client_invoice');
  // Of documents due on one day, which the page offers first depends on their ids.
  await act('finance', `/credits/${credit}/application`, { invoiceId, amount: '75' });
  await newRates(life, work);
  const rates = `/assignments/${work.assignmentId}/rate-correction`;
  await issued(life, `/corrections/${madeBy(await act('finance', rates, why))}`);
}

/** @returns the address of the draft */
async function drafted({ act, read, world }: Living): Promise<string> {
  const [invoiceId] = await documentsOf(world, 'client_invoice');
  const query = `?invoice=${invoiceId}`;
  const charges = offered(await read('finance', `/corrections/new${query}`));
  const id = randomUUID();
  await act('finance', '/corrections/new', { id, charges, reasonCode: 'quality', ...why }, query);
  return `/corrections/${id}`;
}

async function issued({ act }: Living, correction: string): Promise<void> {
  await act('finance', `${correction}/submission`);
  await act('admin', `${correction}/approval`);
}

async function newRates({ act }: Living, { assignmentId }: AtWork): Promise<void> {
  const asked = { billRate: '88', effectiveFrom: '2026-03-02', intent: 'propose', ...why };
  const revision = `/revisions/${madeBy(await act('ana', `/assignments/${assignmentId}/revisions/new`, asked))}`;
  await act('coordinator', `${revision}/approval`);
  await act('recruiter', `${revision}/acceptance`, { payRate: '61' });
}
