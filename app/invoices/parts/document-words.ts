import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { isForClient, type DocumentKind } from '../kinds.ts';

type Spoken = {
  kind: DocumentKind;
  totalMinor: number;
  currency: string;
  startsOn: string;
  endsOn: string;
  clientName: string;
  supplierName: string | null;
};

/** What the document comes to and for whom, in a sentence to its reader. */
export function leadOf(side: 'msp' | 'client' | 'supplier', document: Spoken): string {
  const { kind, clientName, supplierName, currency, totalMinor } = document;
  const period = formatPeriod(document);
  const isBack = kind === 'client_credit' || kind === 'supplier_credit' || kind === 'overpayment';
  // What is taken back is below zero on the document; «credited» says the minus.
  const total = formatMoney(isBack ? Math.abs(totalMinor) : totalMinor, currency);
  if (kind === 'overpayment')
    return `${total} ${side === 'client' ? 'of yours' : `of ${clientName}`} on account, for a later document.`;
  if (kind === 'client_credit')
    return `${total} credited ${side === 'client' ? 'to you' : `to ${clientName}`}, ${period}.`;
  if (kind === 'supplier_credit')
    return `${total} taken back from ${side === 'supplier' ? 'you' : supplierName} for work at ${clientName}, ${period}.`;
  if (isForClient(kind))
    return side === 'client' ? `${total} for ${period}.` : `${total} from ${clientName} for ${period}.`;
  return `${total} to ${side === 'supplier' ? 'you' : supplierName} for work at ${clientName}, ${period}.`;
}
