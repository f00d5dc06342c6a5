import { formatMonth } from '#app/values/week.ts';

/** What a transaction came from: a document, a receipt, a payment or an accrual, or another transaction that it takes back. */
export type Origin = {
  invoiceId: string | null;
  invoiceReference: string | null;
  receiptId: string | null;
  receiptReference: string | null;
  paymentId: string | null;
  paymentReference: string | null;
  accrualId: string | null;
  /** First day of the accrued month. */
  accrualMonth: string | null;
  reversesId: string | null;
};

/** What it is called and where it stands. */
export function originLink(origin: Origin): { label: string; to: string } | null {
  if (origin.invoiceId)
    return { label: origin.invoiceReference ?? 'Document', to: `/invoices/${origin.invoiceId}` };
  if (origin.receiptId)
    return { label: `Receipt ${origin.receiptReference ?? ''}`.trim(), to: `/receipts/${origin.receiptId}` };
  if (origin.paymentId)
    return {
      label: `Payment ${origin.paymentReference ?? ''}`.trim(),
      to: `/remittances/${origin.paymentId}`,
    };
  if (origin.accrualId)
    return {
      label: `Accrual ${origin.accrualMonth ? formatMonth(origin.accrualMonth.slice(0, 7)) : ''}`.trim(),
      to: `/accruals/${origin.accrualId}`,
    };
  if (origin.reversesId)
    return { label: 'Takes back a transaction', to: `/ledger/transactions/${origin.reversesId}` };
  return null;
}
