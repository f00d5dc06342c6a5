import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DateText, Hours, Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { formatDate, formatMonth } from '#app/values/week.ts';

type Count = { to: string; count: number };

const counted = ({ to, count }: Count): ReactNode => (
  <Link to={to} prefetch="intent" className="figure inline-block min-h-6 min-w-6">
    {new Intl.NumberFormat('en-US').format(count)}
  </Link>
);

export type ProgramRow = {
  clientId: string;
  clientName: string;
  openRequisitions: number;
  activeAssignments: number;
  weeksToApprove: number;
  nextPeriod: Period | null;
};

/** How each program stands, for the people who run them. */
export function ProgramsTable({ programs, showsBilling }: { programs: ProgramRow[]; showsBilling: boolean }) {
  const within = (place: string, status: string, { clientId }: ProgramRow) =>
    `/${place}?status=${status}&program=${clientId}`;
  const columns: Column<ProgramRow>[] = [
    { key: 'program', header: 'Program', primary: true, cell: (row) => row.clientName },
    {
      key: 'open',
      header: 'Open requisitions',
      align: 'right',
      cell: (row) => counted({ to: within('requisitions', 'open', row), count: row.openRequisitions }),
    },
    {
      key: 'active',
      header: 'Active assignments',
      align: 'right',
      cell: (row) => counted({ to: within('assignments', 'active', row), count: row.activeAssignments }),
    },
    {
      key: 'weeks',
      header: 'Weeks to approve',
      align: 'right',
      cell: (row) => counted({ to: within('timesheets', 'submitted', row), count: row.weeksToApprove }),
    },
  ];
  const billing: Column<ProgramRow> = {
    key: 'billing',
    header: 'Next to bill',
    align: 'right',
    cell: (row) => (
      <Link to="/billing" prefetch="intent" className="figure inline-block min-h-6 min-w-6">
        {row.nextPeriod ? formatPeriod(row.nextPeriod) : 'the first period'}
      </Link>
    ),
  };
  return (
    <Section title="Programs">
      <DataTable
        caption="Programs"
        rows={programs}
        rowKey={(row) => row.clientId}
        rowTo={(row) => `/programs/${row.clientId}`}
        columns={showsBilling ? [...columns, billing] : columns}
        empty={
          <EmptyState
            title="No program yet"
            action={<LinkButton to="/programs">Open the first program</LinkButton>}
          >
            A program holds a client’s terms, places, jobs and rate card.
          </EmptyState>
        }
      />
    </Section>
  );
}

/** A client's program: who works, what is wanted, what it costs. */
export function ClientFacts(props: {
  openRequisitions: number;
  activeWorkers: number;
  weeksToApprove: number;
  currency: string;
  months: { month: string; totalMinor: number }[];
}) {
  const { openRequisitions, activeWorkers, weeksToApprove, currency, months } = props;
  return (
    <Section title="Your program">
      <Facts
        items={[
          {
            label: 'Open requisitions',
            value: counted({ to: '/requisitions?status=open', count: openRequisitions }),
          },
          {
            label: 'People at work',
            value: counted({ to: '/assignments?status=active', count: activeWorkers }),
          },
          {
            label: 'Weeks to approve, all managers',
            value: counted({ to: '/timesheets?status=submitted', count: weeksToApprove }),
          },
          ...months.map(({ month, totalMinor }) => ({
            label: `Billed for ${formatMonth(month)}`,
            value: (
              <Link to={`/spend/lines?month=${month}`} prefetch="intent">
                <Money minor={totalMinor} currency={currency} />
              </Link>
            ),
          })),
        ]}
      />
    </Section>
  );
}

/** A supplier's business: what is open to it, who works, what comes next into its account. */
type Statement = {
  id: string;
  reference: string;
  totalMinor: number;
  currency: string;
  dueOn: string;
  paidWhenPaid: boolean;
  isPaid: boolean;
};

export function SupplierFacts(props: {
  openRequisitions: number;
  activeAssignments: number;
  statement: Statement | null;
}) {
  const { openRequisitions, activeAssignments, statement } = props;
  const money = statement ? moneyOf(statement) : [];
  return (
    <Section title="Your business">
      <Facts
        items={[
          {
            label: 'Open requisitions released to you',
            value: counted({ to: '/requisitions?status=open', count: openRequisitions }),
          },
          {
            label: 'Active assignments',
            value: counted({ to: '/assignments?status=active', count: activeAssignments }),
          },
          ...money,
        ]}
      />
    </Section>
  );
}

/** Where the money of the last statement is. */
const moneyOf = (statement: Statement) => [
  {
    label: 'Last statement',
    value: (
      <>
        <Link to={`/invoices/${statement.id}`} prefetch="intent" className="figure">
          {statement.reference}
        </Link>
        <br />
        <Money minor={statement.totalMinor} currency={statement.currency} />
      </>
    ),
  },
  {
    label: 'Payment',
    value: statement.isPaid ? (
      <Link to="/remittances" prefetch="intent">
        Paid
      </Link>
    ) : (
      <>
        {statement.paidWhenPaid
          ? `When the client has paid; due ${formatDate(statement.dueOn)}`
          : `Due ${formatDate(statement.dueOn)}`}
        <br />
        <Link to={`/invoices/${statement.id}/payment`} prefetch="intent">
          When it comes
        </Link>
      </>
    ),
  },
  {
    label: 'All that is still to come',
    value: (
      <Link to="/remittances/expected" prefetch="intent">
        Expected payments
      </Link>
    ),
  },
];

export type WeekRow = {
  id: string;
  weekEndsOn: string;
  workedMinutes: number;
  status: string;
  clientName: string;
};

/** A worker's last weeks and where each of them is. */
export function MyWeeks({ weeks }: { weeks: WeekRow[] }) {
  return (
    <Section title="My weeks">
      <DataTable
        dense
        caption="My weeks, newest first"
        rows={weeks}
        rowKey={(row) => row.id}
        rowTo={(row) => `/timesheets/${row.id}`}
        columns={[
          {
            key: 'week',
            header: 'Week to',
            primary: true,
            cell: (row) => <DateText date={row.weekEndsOn} />,
          },
          { key: 'client', header: 'Client', cell: (row) => row.clientName },
          {
            key: 'hours',
            header: 'Hours',
            align: 'right',
            cell: (row) => <Hours minutes={row.workedMinutes} />,
          },
          { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
        ]}
        empty={<p className="empty-state">Your first week appears here once hours are entered.</p>}
      />
    </Section>
  );
}
