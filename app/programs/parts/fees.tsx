import { DateText, Percent, Rate } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { fundingLabel, type Funding, type Rounding } from '../labels.ts';

export type FeeShown = {
  id: string;
  label: string;
  funding: Funding;
  fraction: string;
  supplierName: string | null;
  rounding: Rounding;
  capPerHour: string | null;
  startsOn: string;
  endsOn: string | null;
};

const columnsFor = (today: string, endTo: ((fee: FeeShown) => string) | null): Column<FeeShown>[] => [
  {
    key: 'label',
    header: 'Fee',
    primary: true,
    cell: (fee) => (
      <>
        <strong>{fee.label}</strong> {fee.endsOn !== null && fee.endsOn < today ? <Badge>ended</Badge> : null}
        {fee.startsOn > today ? <Badge tone="waiting">not yet</Badge> : null}
      </>
    ),
  },
  {
    key: 'funding',
    header: 'Who bears it',
    cell: (fee) => (
      <>
        {fundingLabel[fee.funding]}
        {fee.supplierName ? (
          <span className="choice-note">Only on the work of {fee.supplierName}</span>
        ) : null}
      </>
    ),
  },
  {
    key: 'percent',
    header: 'Percent',
    align: 'right',
    cell: (fee) => (
      <>
        <Percent fraction={fee.fraction} />
        {fee.capPerHour ? (
          <span className="choice-note">
            at most <Rate rate={fee.capPerHour} per="h" />
          </span>
        ) : null}
        {fee.rounding === 'statement' ? <span className="choice-note">rounded once</span> : null}
      </>
    ),
  },
  { key: 'from', header: 'From', cell: (fee) => <DateText date={fee.startsOn} /> },
  { key: 'to', header: 'To', cell: (fee) => (fee.endsOn ? <DateText date={fee.endsOn} /> : 'No end') },
  ...(endTo
    ? [
        {
          key: 'end',
          header: '',
          align: 'right' as const,
          cell: (fee: FeeShown) =>
            fee.endsOn === null ? <LinkButton to={endTo(fee)}>End</LinkButton> : null,
        },
      ]
    : []),
];

/** The fees of a program. `endTo` leads to where one is given its last day; null for those who only read. */
export function Fees({
  fees,
  today,
  endTo,
  empty = 'No fee is taken in this program.',
}: {
  fees: FeeShown[];
  today: string;
  endTo: ((fee: FeeShown) => string) | null;
  empty?: string;
}) {
  return (
    <DataTable
      caption="Fees"
      columns={columnsFor(today, endTo)}
      rows={fees}
      rowKey={(fee) => fee.id}
      dense
      empty={empty}
    />
  );
}
