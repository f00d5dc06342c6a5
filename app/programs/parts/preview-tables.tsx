import { Rate } from '#app/ui/amount.tsx';
import { Icon } from '#app/ui/icon.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { RateOrNone } from './rates.tsx';

export type ComparedShown = {
  code: string;
  title: string;
  kind: 'new' | 'changed' | 'same';
  beforeRate: string | null;
  maxBillRate: string;
  lowestRate: string;
  medianRate: string;
  rowCount: number;
  mergedTitles: string[];
};

const title: Column<ComparedShown> = {
  key: 'title',
  header: 'Job',
  primary: true,
  cell: (job) => <strong>{job.title}</strong>,
};
const code: Column<ComparedShown> = { key: 'code', header: 'Code', cell: (job) => <code>{job.code}</code> };
const rows: Column<ComparedShown> = {
  key: 'rows',
  header: 'Rows',
  align: 'right',
  cell: (job) => job.rowCount.toLocaleString('en'),
};
const lowest: Column<ComparedShown> = {
  key: 'lowest',
  header: 'Lowest',
  align: 'right',
  cell: (job) => <Rate rate={job.lowestRate} />,
  hideOnPhone: true,
};
const median: Column<ComparedShown> = {
  key: 'median',
  header: 'Median',
  align: 'right',
  cell: (job) => <Rate rate={job.medianRate} />,
  hideOnPhone: true,
};
const before: Column<ComparedShown> = {
  key: 'before',
  header: 'Before',
  align: 'right',
  cell: (job) => <RateOrNone rate={job.beforeRate} />,
};
const after = (currency: string): Column<ComparedShown> => ({
  key: 'after',
  header: `Maximum, ${currency} / h`,
  align: 'right',
  cell: (job) => (
    <strong>
      {job.kind === 'changed' ? <Icon name="arrow" size={12} className="difference-arrow" /> : null}{' '}
      <Rate rate={job.maxBillRate} />
    </strong>
  ),
});

/** Jobs of an import beside the card of today. What changed shows its rate before. */
export function ComparedJobs({
  jobs,
  show,
  currency,
}: {
  jobs: ComparedShown[];
  show: 'new' | 'changed' | 'same';
  currency: string;
}) {
  const rates = show === 'changed' ? [before, after(currency)] : [lowest, median, after(currency)];
  return (
    <DataTable
      caption="Jobs of the import by title"
      columns={[title, code, rows, ...rates]}
      rows={jobs}
      rowKey={(job) => job.code}
      dense
      empty="No job of the file is one of these."
    />
  );
}

/** Jobs that several spellings of a title were taken for. */
export function MergedTitles({ jobs }: { jobs: ComparedShown[] }) {
  return (
    <DataTable
      caption="Jobs with several spellings"
      columns={[
        title,
        { key: 'merged', header: 'Also spelled', cell: (job) => job.mergedTitles.join(' · ') },
        rows,
      ]}
      rows={jobs}
      rowKey={(job) => job.code}
      dense
      empty="Every title of the file is spelled in one way."
    />
  );
}

type RefusalShown = { rowNumber: number; reason: string; rowText: string };

/** Why rows were refused, and the first of them. */
export function Refusals({
  reasons,
  refusals,
}: {
  reasons: { reason: string; rows: number }[];
  refusals: RefusalShown[];
}) {
  return (
    <>
      <DataTable
        caption="Reasons, the commonest first"
        dense
        columns={[
          { key: 'reason', header: 'Reason', primary: true, cell: (one) => one.reason },
          { key: 'rows', header: 'Rows', align: 'right', cell: (one) => one.rows.toLocaleString('en') },
        ]}
        rows={reasons}
        rowKey={(one) => one.reason}
        empty="No row was refused."
      />
      <DataTable
        caption="Refused rows in the order of the file"
        dense
        columns={[
          { key: 'row', header: 'Row', align: 'right', cell: (one) => one.rowNumber },
          { key: 'title', header: 'Title', primary: true, cell: (one) => one.rowText || 'No title' },
          { key: 'reason', header: 'Why', cell: (one) => one.reason },
        ]}
        rows={refusals}
        rowKey={(one) => String(one.rowNumber)}
        empty="No row was refused."
      />
    </>
  );
}
