import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { addDays } from '#app/values/week.ts';
import { bankInRows, released } from '#test/factories/payments.ts';
import { documentsOf } from './billing.ts';
import { days } from './days.ts';
import type { Living } from './living.ts';

const why = { reason: 'AC04, the account is closed.' };

/** Money of the client: more than one document asks for, so that the rest is used on another. */
export async function receipts({ act, world }: Living): Promise<void> {
  const [first, second] = await documentsOf(world, 'client_invoice');
  const came = { clientId: world.clientId, amount: '5,000', bankReference: 'BANK-1' };
  const matched = { 'matches[0].invoiceId': first ?? '', 'matches[0].amount': '100' };
  const query = `?${new URLSearchParams({ ...came, ...matched }).toString()}`;
  await act('finance', '/receipts/new', {}, query);
  const [onAccount] = await documentsOf(world, 'overpayment');
  await act('finance', `/credits/${onAccount}/application`, { invoiceId: second ?? '', amount: '50' });
}

/** Money to the supplier: a run that is given up, and one that the bank pays and sends back. */
export async function paying({ act, world }: Living): Promise<void> {
  // New details cool off for a day, and statements are payable after thirty: no page can make either come sooner.
  await bankInRows(world);
  await bankInRows(world, 'msp');
  world.on(addDays(days.today, 60));
  await released(world);
  const drafted = async () => {
    const id = randomUUID();
    await act('admin', '/payments/new', { id }, `?program=${world.clientId}`);
    return `/payments/${id}`;
  };
  await act('admin', `${await drafted()}/cancellation`, why);
  const run = await drafted();
  await act('finance', `${run}/approval`);
  await act('admin', `${run}/sending`);
  await act('admin', `${run}/settlement`, { bankTrace: 'TRACE-1' });
  const [payment] = await world.rows<{ id: string }>(
    sql`select id from payment where client_id = ${world.clientId} and status = 'settled'`,
  );
  await act('admin', `/remittances/${payment?.id}/return`, why);
}

/** Where the supplier wants its money, and that its invoices are written for it. */
export async function bank({ act, world }: Living): Promise<void> {
  const proposed = async (accountNumber: string) => {
    const id = randomUUID();
    const details = { id, holder: 'Cobalt Staffing, LLC', bankCode: '021000021', accountNumber };
    await act('supplierFinance', '/bank/new', details);
    return `/bank/${id}`;
  };
  await act('supplierAdmin', `${await proposed('4400 1212 77')}/rejection`);
  await act('supplierAdmin', `${await proposed('4400 1212 78')}/confirmation`);
  const consent = { taxNumber: '94-1234567', agreed: 'on' };
  await act('supplierFinance', `/programs/${world.clientId}/self-billing/consent`, consent);
}
