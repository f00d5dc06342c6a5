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
  /** Expenses, miscellaneous charges and rebates. */
  otherMinor: number;
  /** Negative. */
  discountMinor: number;
  clientFeeMinor: number;
  supplierFeeMinor: number;
  clientTaxMinor: number;
  supplierTaxMinor: number;
  totalMinor: number;
  supplierTotalMinor: number;
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
        columns={sumColumns(heads[by], cut ? null : preview, preview)}
      />
      {cut ? (
        <p>
          The {rows.length} largest of {counted(preview.workers, 'worker')}.
        </p>
      ) : null}
    </>
  );
}

/** What is nothing in all of the run has no column. */
function sumColumns(head: string, total: PreviewSums | null, all: PreviewSums): Column<PreviewRow>[] {
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
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes }) => <Hours minutes={minutes} />,
      footer: total ? <Hours minutes={total.minutes} /> : undefined,
    },
    money('time', 'Time', ({ timeMinor }) => timeMinor),
    ...(all.otherMinor === 0 ? [] : [money('other', 'Other', ({ otherMinor }) => otherMinor)]),
    ...(all.discountMinor === 0 ? [] : [money('discount', 'Discount', ({ discountMinor }) => discountMinor)]),
    ...(all.clientFeeMinor === 0 ? [] : [money('fee', 'Fees', ({ clientFeeMinor }) => clientFeeMinor)]),
    ...(all.clientTaxMinor === 0 ? [] : [money('tax', 'Tax', ({ clientTaxMinor }) => clientTaxMinor)]),
    money('total', 'Total', ({ totalMinor }) => totalMinor),
  ];
}

type Planned = {
  key: string;
  kind: string;
  to: string;
  lines: number;
  workMinor: number;
  feeMinor: number;
  taxMinor: number;
  totalMinor: number;
};

const workOf = ({ timeMinor, otherMinor, discountMinor }: PreviewSums) =>
  timeMinor + otherMinor + discountMinor;

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
    ...{ key: 'invoice', kind: 'Invoice', to: clientName, lines: preview.lines },
    ...{ workMinor: workOf(preview), feeMinor: preview.clientFeeMinor },
    ...{ taxMinor: preview.clientTaxMinor, totalMinor: preview.totalMinor },
  };
  const statements = preview.bySupplier.map<Planned>((row) => ({
    ...{ key: row.id, kind: 'Self-billed statement', to: row.name, lines: row.lines },
    // What a supplier bears is deducted from what it is paid.
    ...{ workMinor: workOf(row), feeMinor: row.supplierFeeMinor === 0 ? 0 : -row.supplierFeeMinor },
    ...{ taxMinor: row.supplierTaxMinor, totalMinor: row.supplierTotalMinor },
  }));
  const money = (key: string, header: string, of: (row: Planned) => number): Column<Planned> => ({
    key,
    header,
    align: 'right',
    cell: (row) => <Money minor={of(row)} strong={key === 'total'} />,
  });
  const taxed = preview.clientTaxMinor !== 0 || preview.supplierTaxMinor !== 0;
  return (
    <>
      <DataTable
        caption={`Documents that will be issued, in ${currency}`}
        rows={preview.lines === 0 ? [] : [invoice, ...statements]}
        rowKey={({ key }) => key}
        empty={nothing}
        dense
        columns={[
          { key: 'to', header: 'To', primary: true, cell: ({ to }) => to },
          { key: 'kind', header: 'Document', cell: ({ kind }) => kind },
          {
            key: 'lines',
            header: 'Lines',
            align: 'right',
            cell: ({ lines }) => lines.toLocaleString('en-US'),
          },
          money('work', 'Billed', ({ workMinor }) => workMinor),
          money('fee', 'Fees', ({ feeMinor }) => feeMinor),
          ...(taxed ? [money('tax', 'Tax', ({ taxMinor }) => taxMinor)] : []),
          money('total', 'Total', ({ totalMinor }) => totalMinor),
        ]}
      />
      {preview.otherMinor < 0 ? (
        <p>A rebate within the run stands on a credit memo of its own; the sums above have it in them.</p>
      ) : null}
    </>
  );
}
