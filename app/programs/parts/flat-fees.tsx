import { DateText, Money, Percent } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { activeWorkerLabel, flatComponentLabel, type ActiveWorker, type FlatComponent } from '../labels.ts';

export type FlatFeeShown = {
  id: string;
  label: string;
  component: FlatComponent;
  amountMinor: number;
  activeWorker: ActiveWorker | null;
  yearlyIndexation: string;
  startsOn: string;
  endsOn: string | null;
};

/** The flat fees of a program. `endTo` leads to where one is given its last day; null for those who only read. */
export function FlatFees({
  fees,
  today,
  endTo,
}: {
  fees: FlatFeeShown[];
  today: string;
  endTo: ((fee: FlatFeeShown) => string) | null;
}) {
  const end: Column<FlatFeeShown> = {
    key: 'end',
    header: '',
    align: 'right',
    cell: (fee) => (fee.endsOn === null && endTo ? <LinkButton to={endTo(fee)}>End</LinkButton> : null),
  };
  return (
    <DataTable
      caption="Flat fees"
      columns={endTo ? [...columnsFor(today), end] : columnsFor(today)}
      rows={fees}
      rowKey={(fee) => fee.id}
      dense
      empty="No flat fee is taken in this program."
    />
  );
}

const columnsFor = (today: string): Column<FlatFeeShown>[] => [
  {
    key: 'label',
    header: 'Fee',
    primary: true,
    cell: (fee) => (
      <>
        <strong>{fee.label}</strong> <Standing fee={fee} today={today} />
      </>
    ),
  },
  {
    key: 'component',
    header: 'For',
    cell: ({ component, activeWorker }) => (
      <>
        {flatComponentLabel[component]}
        {activeWorker ? <span className="choice-note">{activeWorkerLabel[activeWorker]}</span> : null}
      </>
    ),
  },
  { key: 'amount', header: 'Amount', align: 'right', cell: (fee) => <Money minor={fee.amountMinor} /> },
  {
    key: 'indexation',
    header: 'A year',
    align: 'right',
    cell: ({ yearlyIndexation }) =>
      Number(yearlyIndexation) > 0 ? <Percent fraction={yearlyIndexation} signed /> : '–',
  },
  { key: 'from', header: 'From', cell: (fee) => <DateText date={fee.startsOn} /> },
  {
    key: 'to',
    header: 'To',
    cell: (fee) =>
      fee.component === 'set_up' ? 'Once' : fee.endsOn ? <DateText date={fee.endsOn} /> : 'No\u00a0end',
  },
];

function Standing({ fee, today }: { fee: FlatFeeShown; today: string }) {
  if (fee.startsOn > today) return <Badge tone="waiting">not yet</Badge>;
  if (fee.component === 'set_up' || fee.endsOn === null || fee.endsOn >= today) return null;
  return <Badge>ended</Badge>;
}
