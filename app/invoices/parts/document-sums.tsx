import { Section } from '#app/ui/page.tsx';
import { counted } from '../counted.ts';
import { noSums, type Amounts, type Sums } from '../document.ts';
import { isForClient, type DocumentKind } from '../kinds.ts';
import { SumTable, type Parts } from './sum-table.tsx';

type Group = Sums & { id: string; name: string };
type CostCenter = Group & { code: string; purchaseOrder: string | null; purchaseOrderId: string | null };
type Shown = {
  invoice: Amounts & { id: string; kind: DocumentKind; minutes: number };
  fees: unknown[];
  costCenters: CostCenter[];
  groups: Group[];
  groupCount: number;
};

/** Which columns a document needs beside its total. */
export const partsOf = ({ invoice, fees }: Pick<Shown, 'invoice' | 'fees'>, rows: Sums[]): Parts => ({
  discount: invoice.discountMinor !== 0 || rows.some(({ discountMinor }) => discountMinor !== 0),
  fee: fees.length > 0,
  tax: invoice.taxMinor !== 0 || rows.some(({ taxMinor }) => taxMinor !== 0),
  orders: false,
});

/** What accounts payable posts from, and the same sums by supplier or by worker. */
export function DocumentSums({ shown }: { shown: Shown }) {
  const { invoice, costCenters, groups, groupCount } = shown;
  if (costCenters.length === 0) return null;
  const self = `/invoices/${invoice.id}`;
  const forClient = isForClient(invoice.kind);
  const parts = partsOf(shown, costCenters);
  const orders = costCenters.some(({ purchaseOrder }) => purchaseOrder !== null);
  const total = { ...invoice, ...hoursOf(costCenters) };
  return (
    <>
      <Section
        title={orders ? 'By purchase order and cost center' : 'By cost center'}
        lead={
          forClient
            ? 'What accounts payable posts. Lines that are booked by percentage are parted here.'
            : undefined
        }
      >
        <SumTable
          head="Cost center"
          rows={costCenters.map((row) => ({
            ...row,
            key: `${row.id} ${row.purchaseOrderId}`,
            to: `${self}?costCenter=${row.id}${row.purchaseOrderId ? `&purchaseOrder=${row.purchaseOrderId}` : ''}#lines`,
          }))}
          total={total}
          parts={{ ...parts, orders }}
        />
      </Section>
      <Section title={forClient ? 'By supplier' : 'By worker'}>
        <SumTable
          head={forClient ? 'Supplier' : 'Worker'}
          rows={groups.map((row) => ({
            ...row,
            key: row.id,
            to: `${self}?${forClient ? 'supplier' : 'worker'}=${row.id}#lines`,
          }))}
          total={groupCount > groups.length ? null : total}
          parts={parts}
        />
        {groupCount > groups.length ? (
          <p>
            The first {groups.length} of {counted(groupCount, 'worker')}; the PDF and the CSV have all of
            them.
          </p>
        ) : null}
      </Section>
    </>
  );
}

function hoursOf(rows: Sums[]): Pick<Sums, 'minutes' | 'overtimeMinutes' | 'doubleMinutes'> {
  const all = noSums();
  for (const row of rows) {
    all.minutes += row.minutes;
    all.overtimeMinutes += row.overtimeMinutes;
    all.doubleMinutes += row.doubleMinutes;
  }
  const { minutes, overtimeMinutes, doubleMinutes } = all;
  return { minutes, overtimeMinutes, doubleMinutes };
}
