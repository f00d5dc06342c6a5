import { randomUUID } from 'node:crypto';
import {
  discountSchedule,
  discountTier,
  exemptionCertificate,
  flatFee,
  invoice,
  invoiceItem,
  invoiceTax,
  taxRule,
} from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { BEGINNING, type World } from './program.ts';

/**
 * What is agreed about money beside the hours, one row of each kind, and a fee invoice of one item, for tests of the
 * walls. @param db a transaction on the MSP's side of the wall
 */
export async function writeTermsOfMoney(db: Db, world: World): Promise<void> {
  const { clientId, suppliers, people, code } = world;
  const effective = `[${BEGINNING},)`;
  const createdBy = people.finance.accountId;
  const flatFeeId = randomUUID();
  await db.insert(flatFee).values({
    ...{ id: flatFeeId, clientId, label: 'Subscription', component: 'subscription' },
    ...{ amountMinor: 400_000, effective },
  });
  const scheduleId = randomUUID();
  await db.insert(discountSchedule).values({
    ...{ id: scheduleId, clientId, supplierId: suppliers.cobalt, label: 'Volume', kind: 'volume' },
    ...{ method: 'graduated', spendWindow: 'year_to_date', effective },
  });
  await db.insert(discountTier).values({ scheduleId, clientId, fromMinor: 0, fraction: '0.01' });
  const region = `Zone ${code}`;
  const rule = { country: 'US', region, serviceClass: 'temporary_staffing', jurisdiction: region };
  const taxRuleId = randomUUID();
  await db.insert(taxRule).values({
    ...{ ...rule, id: taxRuleId, leg: 'client_fee', base: 'full', rate: '0.05', effective, createdBy },
    ...{ source: 'A statute', sourcedOn: BEGINNING },
  });
  await db.insert(exemptionCertificate).values({
    ...{ clientId, country: 'US', region, number: 'X-1', reason: 'Nonprofit', effective, createdBy },
  });
  await writeFeeInvoice(db, world, { flatFeeId, taxRuleId, region });
}

async function writeFeeInvoice(
  db: Db,
  { clientId, clientName, code }: World,
  { flatFeeId, taxRuleId, region }: { flatFeeId: string; taxRuleId: string; region: string },
): Promise<void> {
  const invoiceId = randomUUID();
  const sums = { taxMinor: 20_000, totalMinor: 420_000 };
  await db.insert(invoice).values({
    ...{ ...sums, id: invoiceId, kind: 'fee_invoice', clientId, legalEntityId: clientId, series: 'FEE' },
    ...{ year: 2025, number: 1, reference: `FEE-${code}-1`, currency: 'USD' },
    parties: {
      msp: { name: 'Northgate Workforce' },
      client: { name: clientName },
      paymentTerms: 'Within 45 days',
    },
    ...{ startsOn: '2026-02-01', endsOn: '2026-02-28', issuedOn: '2026-03-01', dueOn: '2026-04-01' },
    ...{ feeMonth: '2026-02-01', lineCount: 1, minutes: 0, timeMinor: 0, feeMinor: 400_000 },
  });
  await db.insert(invoiceItem).values({
    ...{ ...sums, invoiceId, clientId, place: 1, label: 'Subscription', component: 'subscription' },
    ...{ flatFeeId, quantity: '1', unitMinor: 400_000, amountMinor: 400_000 },
  });
  await db.insert(invoiceTax).values({
    ...{ invoiceId, clientId, leg: 'client_fee', taxRuleId, jurisdiction: region, base: 'full' },
    ...{ rate: '0.05', baseMinor: 400_000, taxMinor: 20_000 },
  });
}
