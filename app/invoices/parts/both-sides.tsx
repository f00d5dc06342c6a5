import { Money } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { PreviewSums } from './preview-table.tsx';

type Row = { label: string; client: number; supplier: number };

/** What the client is charged and what suppliers are paid, part by part; each column adds up. */
export function BothSides({ preview, clientName }: { preview: PreviewSums; clientName: string }) {
  const { timeMinor, otherMinor, discountMinor, totalMinor, supplierTotalMinor } = preview;
  const both = (label: string, minor: number): Row => ({ label, client: minor, supplier: minor });
  const rows: Row[] = [
    both('Time', timeMinor),
    both('Expenses and charges', otherMinor),
    both('Discount', discountMinor),
    // A client's fee is added, a supplier's taken off.
    {
      label: 'Fees',
      client: preview.clientFeeMinor,
      supplier: preview.supplierFeeMinor === 0 ? 0 : -preview.supplierFeeMinor,
    },
    { label: 'Tax', client: preview.clientTaxMinor, supplier: preview.supplierTaxMinor },
  ];
  return (
    <DataTable
      caption="How both sides come about"
      rows={rows.filter(({ label, client, supplier }) => label === 'Time' || client !== 0 || supplier !== 0)}
      rowKey={({ label }) => label}
      empty="Nothing."
      dense
      columns={[
        { key: 'part', header: 'Part', primary: true, cell: ({ label }) => label, footer: 'Total' },
        {
          key: 'client',
          header: clientName,
          align: 'right',
          cell: ({ client }) => <Money minor={client} />,
          footer: <Money minor={totalMinor} strong />,
        },
        {
          key: 'supplier',
          header: 'Suppliers',
          align: 'right',
          cell: ({ supplier }) => <Money minor={supplier} />,
          footer: <Money minor={supplierTotalMinor} strong />,
        },
      ]}
    />
  );
}
