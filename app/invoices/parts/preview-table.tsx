import { Hours, Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';

export type PreviewSums = {
  lines: number;
  workers: number;
  minutes: number;
  overtimeMinutes: number;
  timeMinor: number;
  clientFeeMinor: number;
  supplierFeeMinor: number;
  totalMinor: number;
};
export type PreviewRow = PreviewSums & { id: string; code: string | null; name: string };

type Preview = PreviewSums & { bySupplier: PreviewRow[]; byCostCenter: PreviewRow[]; byWorker: PreviewRow[] };

const nothing = (
  <EmptyState title="Nothing is approved and unbilled in this period">
    Weeks that are left out stand below, with who holds them.
  </EmptyState>
);

/** The same sums from one of four sides; every side adds up to the same total. */
export function PreviewTable({
  preview,
  by,
  clientName,
  currency,
}: {
  preview: Preview;
  by: 'supplier' | 'costCenter' | 'worker' | 'documents';
  clientName: string;
  currency: string;
}) {
  if (by === 'documents') return <Documents preview={preview} clientName={clientName} currency={currency} />;
  const rows = { supplier: preview.bySupplier, costCenter: preview.byCostCenter, worker: preview.byWorker }[
    by
  ];
  const heads = { supplier: 'Supplier', costCenter: 'Cost center', worker: 'Worker' };
  const cut = by === 'worker' && rows.length < preview.workers;
  return (
    <>
      <DataTable
        caption={`What will be billed, by ${heads[by].toLowerCase()}`}
        rows={rows}
        rowKey={({ id }) => id}
        empty={nothing}
        dense
        columns={sumColumns(heads[by], cut ? null : preview)}
      />
      {cut ? (
        <p>
          The {rows.length} largest of {counted(preview.workers, 'worker')}.
        </p>
      ) : null}
    </>
  );
}

function sumColumns(head: string, total: PreviewSums | null): Column<PreviewRow>[] {
  const money = (key: string, header: string, of: (row: PreviewSums) => number): Column<PreviewRow> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={of(row)} />,
    footer: total ? <Money minor={of(total)} /> : undefined,
  });
  return [
    {
      key: 'name',
      header: head,
      primary: true,
      cell: ({ code, name }) => (code ? `${code} ${name}` : name),
      footer: total ? 'Total' : undefined,
    },
    {
      key: 'lines',
      header: 'Lines',
      align: 'right',
      hideOnPhone: true,
      cell: ({ lines }) => lines.toLocaleString('en-US'),
      footer: total ? total.lines.toLocaleString('en-US') : undefined,
    },
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes }) => <Hours minutes={minutes} />,
      footer: total ? <Hours minutes={total.minutes} /> : undefined,
    },
    money('time', 'Time', ({ timeMinor }) => timeMinor),
    money('fee', 'Client fees', ({ clientFeeMinor }) => clientFeeMinor),
    money('total', 'Client total', ({ totalMinor }) => totalMinor),
  ];
}

type Planned = { key: string; kind: string; to: string; lines: number; timeMinor: number; feeMinor: number };

function Documents({
  preview,
  clientName,
  currency,
}: {
  preview: Preview;
  clientName: string;
  currency: string;
}) {
  const invoice: Planned = {
    key: 'invoice',
    kind: 'Invoice',
    to: clientName,
    lines: preview.lines,
    timeMinor: preview.timeMinor,
    feeMinor: preview.clientFeeMinor,
  };
  const statements = preview.bySupplier.map<Planned>((row) => ({
    key: row.id,
    kind: 'Self-billed statement',
    to: row.name,
    lines: row.lines,
    timeMinor: row.timeMinor,
    // What a supplier bears is deducted from what it is paid.
    feeMinor: row.supplierFeeMinor === 0 ? 0 : -row.supplierFeeMinor,
  }));
  return (
    <DataTable
      caption={`Documents that will be issued, in ${currency}`}
      rows={preview.lines === 0 ? [] : [invoice, ...statements]}
      rowKey={({ key }) => key}
      empty={nothing}
      dense
      columns={[
        { key: 'to', header: 'To', primary: true, cell: ({ to }) => to },
        { key: 'kind', header: 'Document', cell: ({ kind }) => kind },
        { key: 'lines', header: 'Lines', align: 'right', cell: ({ lines }) => lines.toLocaleString('en-US') },
        { key: 'time', header: 'Time', align: 'right', cell: ({ timeMinor }) => <Money minor={timeMinor} /> },
        { key: 'fee', header: 'Fees', align: 'right', cell: ({ feeMinor }) => <Money minor={feeMinor} /> },
        {
          key: 'total',
          header: 'Total',
          align: 'right',
          cell: ({ timeMinor, feeMinor }) => <Money minor={timeMinor + feeMinor} strong />,
        },
      ]}
    />
  );
}
