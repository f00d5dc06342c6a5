import { formatMoney, sum } from '#app/values/money.ts';

/** A document of a supplier that a payment run may settle; below zero for a credit. */
export type PayableDocument = {
  invoiceId: string;
  reference: string;
  supplierId: string;
  supplierName: string;
  /** What is left of it. */
  openMinor: number;
  /** What it says. */
  totalMinor: number;
  /** The account that the supplier is paid to now; null where it has none that may be used. */
  bankAccountId: string | null;
};

export type PlannedItem = { invoiceId: string; reference: string; amountMinor: number; shortReason: string };
export type PlannedPayment = {
  supplierId: string;
  supplierName: string;
  bankAccountId: string;
  amountMinor: number;
  items: PlannedItem[];
};
export type LeftOut = { supplierId: string; supplierName: string; amountMinor: number; why: string };
export type RunPlan = { payments: PlannedPayment[]; leftOut: LeftOut[]; totalMinor: number };

/**
 * One payment for each supplier, of everything that is payable to it less its credits. Left out, and said so: a
 * supplier whose credits are as large as its statements, and one without an account that may be paid to.
 */
export function planPayments(documents: PayableDocument[], currency: string): RunPlan {
  const suppliers = new Map<string, PayableDocument[]>();
  for (const document of documents)
    suppliers.set(document.supplierId, [...(suppliers.get(document.supplierId) ?? []), document]);
  const payments: PlannedPayment[] = [];
  const leftOut: LeftOut[] = [];
  for (const [supplierId, own] of suppliers) {
    const [first] = own;
    if (!first || own.every(({ openMinor }) => openMinor <= 0)) continue;
    const { supplierName, bankAccountId } = first;
    const amountMinor = sum(own.map(({ openMinor }) => openMinor));
    const items = own.map((one) => itemOf(one, currency));
    if (amountMinor <= 0)
      leftOut.push({
        supplierId,
        supplierName,
        amountMinor,
        why: 'its credits are as large as its statements; they are netted later',
      });
    else if (bankAccountId === null)
      leftOut.push({
        supplierId,
        supplierName,
        amountMinor,
        why: 'it has no confirmed bank account that may be used yet',
      });
    else payments.push({ supplierId, supplierName, bankAccountId, amountMinor, items });
  }
  return { payments, leftOut, totalMinor: sum(payments.map(({ amountMinor }) => amountMinor)) };
}

function itemOf(
  { invoiceId, reference, openMinor, totalMinor }: PayableDocument,
  currency: string,
): PlannedItem {
  const before = totalMinor - openMinor;
  const shortReason = before === 0 ? '' : `${formatMoney(before, currency)} of it was settled before`;
  return { invoiceId, reference, amountMinor: openMinor, shortReason };
}
