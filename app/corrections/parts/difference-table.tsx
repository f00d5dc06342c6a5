import { DataTable } from '#app/ui/table.tsx';
import type { CorrectionPreview, Legs } from '../difference.ts';
import { signedMoney } from '../reference.ts';

type Row = { key: string; who: string; legs: Legs };

/** What the correction does to everybody: taken back, billed anew, and what remains of both. */
export function DifferenceTable({ preview, currency }: { preview: CorrectionPreview; currency: string }) {
  const rows: Row[] = [
    { key: 'client', who: 'The client pays', legs: preview.client },
    { key: 'supplier', who: 'Suppliers get', legs: preview.supplier },
    { key: 'msp', who: 'The MSP keeps', legs: preview.msp },
    { key: 'tax', who: 'Tax to hand on', legs: preview.tax },
  ];
  const isRebilled = rows.some(({ legs }) => legs.rebillMinor !== 0);
  const money = (key: string, header: string, of: (legs: Legs) => number) => ({
    key,
    header,
    align: 'right' as const,
    cell: ({ legs }: Row) => <span className="figure">{signedMoney(of(legs))}</span>,
  });
  return (
    <DataTable
      caption={`Difference by party, in ${currency}`}
      rows={rows}
      rowKey={({ key }) => key}
      empty=""
      columns={[
        { key: 'who', header: `Amounts in ${currency}`, primary: true, cell: ({ who }) => who },
        money('credit', 'Credit', ({ creditMinor }) => creditMinor),
        ...(isRebilled ? [money('rebill', 'Billed anew', ({ rebillMinor }) => rebillMinor)] : []),
        {
          key: 'net',
          header: 'Difference',
          align: 'right',
          cell: ({ legs }) => <strong className="figure">{signedMoney(legs.netMinor)}</strong>,
        },
      ]}
    />
  );
}
