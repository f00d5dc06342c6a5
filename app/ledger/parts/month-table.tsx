import { Link } from '@remix-run/react';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Unusual } from '#app/ui/feedback.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { monthName } from '../rules.ts';
import { standsOpen, type StandsOpen } from '../stands-open.ts';

export type MonthRow = {
  month: string;
  status: 'open' | 'closed' | 'reopening';
  period: {
    id: string;
    closedByName: string;
    reopenAskedBy: string | null;
    reopenAskedByName: string | null;
    reopenReason: string | null;
  } | null;
  postings: number;
  accrualId: string | null;
  open: StandsOpen;
  whyNotClose: string | null;
  whyNotReopen: string | null;
};

type Can = Record<'ledger.close' | 'ledger.reopen' | 'accrual.read', boolean>;

type TableProps = { clientId: string; currency: string; months: MonthRow[]; me: string; can: Can };

/** Every month with its state, what still stands open in it, and the one thing that can be done with it. */
export function MonthTable({ clientId, currency, months, me, can }: TableProps) {
  return (
    <DataTable
      caption="Months of the books"
      rows={months}
      rowKey={({ month }) => month}
      empty="No month yet."
      columns={[
        {
          key: 'month',
          header: 'Month',
          primary: true,
          cell: ({ month }) => <span className="figure">{monthName(month)}</span>,
        },
        { key: 'status', header: 'State', cell: (row) => <State row={row} /> },
        {
          key: 'postings',
          header: 'Transactions',
          align: 'right',
          cell: ({ postings }) => postings.toLocaleString('en'),
        },
        {
          key: 'open',
          header: 'Stands open',
          cell: (row) => (
            <Open clientId={clientId} currency={currency} row={row} mayRead={can['accrual.read']} />
          ),
        },
        {
          key: 'verb',
          header: '',
          cell: (row) => <Verb clientId={clientId} currency={currency} row={row} me={me} can={can} />,
        },
      ]}
    />
  );
}

function State({ row: { status, period } }: { row: MonthRow }) {
  if (status === 'open') return <Status status="open" label={period ? 'Open again' : 'Open'} />;
  if (status === 'closed') return <Status status="closed" label={`Closed by ${period?.closedByName}`} />;
  return (
    <>
      <Status status="on_hold" label={`Closed; ${period?.reopenAskedByName} asks to reopen`} />
      <p>“{period?.reopenReason}”</p>
    </>
  );
}

type OpenProps = { clientId: string; currency: string; row: MonthRow; mayRead: boolean };

function Open({ clientId, currency, row: { month, status, accrualId, open }, mayRead }: OpenProps) {
  const findings = standsOpen(open, currency);
  const accrualTo = accrualId
    ? `/accruals/${accrualId}`
    : `/accruals/preview?program=${clientId}&month=${month.slice(0, 7)}`;
  return (
    <>
      {findings.length > 0 ? <Unusual findings={findings} /> : <p>Nothing</p>}
      {mayRead && (accrualId || status === 'open') ? (
        <p>
          <Link to={accrualTo}>{accrualId ? 'Accrual' : 'Accrue it'}</Link>
        </p>
      ) : null}
    </>
  );
}

type VerbProps = { clientId: string; currency: string; row: MonthRow; me: string; can: Can };

function Verb({ clientId, currency, row, me, can }: VerbProps) {
  const { month, status, period, open } = row;
  const name = monthName(month);
  if (status === 'open') {
    if (!can['ledger.close']) return null;
    if (row.whyNotClose) return <p>{row.whyNotClose}</p>;
    const left = standsOpen(open, currency);
    const still = left.length > 0 ? ` Still open in it: ${left.join(', ')}.` : '';
    return (
      <PostButton
        to="/ledger/periods/closure"
        fields={{ client: clientId, month: month.slice(0, 7) }}
        confirm={`Nothing more can be posted in ${name}; opening it again takes two people.${still}`}
      >
        Close {name}
      </PostButton>
    );
  }
  if (!period || !can['ledger.reopen']) return null;
  if (status === 'closed')
    return row.whyNotReopen ? null : (
      <LinkButton to={`/ledger/periods/${period.id}/reopening`}>Ask to reopen</LinkButton>
    );
  const mine = period.reopenAskedBy === me;
  return (
    <>
      {mine ? <p>Somebody else has to agree.</p> : null}
      <ButtonRow>
        {mine ? null : (
          <PostButton
            to={`/ledger/periods/${period.id}/agreement`}
            confirm={`Postings dated in ${name} are accepted again until somebody closes it.`}
          >
            Reopen {name}
          </PostButton>
        )}
        <PostButton to={`/ledger/periods/${period.id}/refusal`}>
          {mine ? 'Take it back' : 'Keep it closed'}
        </PostButton>
      </ButtonRow>
    </>
  );
}
