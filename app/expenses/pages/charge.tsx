import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Money } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { EmptyState, Notice, DecidesFor } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatPeriod } from '#app/values/period.ts';
import { chargePage, type ChargePage } from '../charge-page.server.ts';
import { cadenceWord } from '../schedule.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.row.label ?? 'Charge'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const shown = found(await chargePage(ctx, idParam(params)));
  authorize(ctx, 'miscCharge.read', shown.row);
  return shown;
});

export default function Charge() {
  const shown = useLoaderData<typeof loader>();
  const { row, timeline } = shown;
  return (
    <Page
      title={row.label}
      crumbs={[{ label: 'Miscellaneous charges', to: '/charges' }]}
      status={<Status status={row.status} />}
      action={<Actions shown={shown} />}
      lead={
        <>
          {row.workerName} · {row.jobTitle}
        </>
      }
    >
      <Columns
        aside={
          <Section title="What happened">
            <Timeline entries={timeline} timeZone={row.timeZone} />
          </Section>
        }
      >
        <DecidesFor name={shown.decidesFor} />
        {row.endedReason ? (
          <Notice
            tone={row.status === 'rejected' ? 'wrong' : 'quiet'}
            title={row.status === 'rejected' ? 'Refused' : 'Ended early'}
          >
            <p>“{row.endedReason}”</p>
          </Notice>
        ) : null}
        <Section title="What is charged">
          <Facts items={factsOf(shown)} />
          {row.reason ? <p className="whitespace-pre-line">{row.reason}</p> : null}
        </Section>
        <Posted shown={shown} />
      </Columns>
    </Page>
  );
}

function Actions({ shown: { row, mayDecide, mayCancel, mayEnd } }: { shown: ChargePage }) {
  const here = `/charges/${row.id}`;
  if (mayDecide)
    return (
      <ButtonRow>
        <PostButton to={`${here}/approval`} tone="primary">
          {row.cadence === 'once' ? 'Approve' : 'Approve the series'}
        </PostButton>
        <LinkButton to={`${here}/rejection`}>Reject</LinkButton>
      </ButtonRow>
    );
  if (mayCancel) return <PostButton to={`${here}/cancellation`}>Take the request back</PostButton>;
  return mayEnd ? <LinkButton to={`${here}/end`}>End early</LinkButton> : null;
}

function factsOf({ row, turns, nextDay, side }: ChargePage) {
  const { startsOn, endsOn, cadence, currency } = row;
  return [
    { label: 'Amount', value: <Money minor={row.amountMinor} currency={currency} strong /> },
    { label: 'How often', value: cadenceWord(cadence) },
    {
      label: cadence === 'once' ? 'On' : 'From and to',
      value: endsOn ? formatPeriod({ startsOn, endsOn }) : <DateText date={startsOn} />,
    },
    ...(cadence === 'once'
      ? []
      : [
          {
            label: 'In all',
            value: (
              <>
                {turns === 1 ? '1 charge' : `${turns} charges`},{' '}
                <Money minor={turns * row.amountMinor} currency={currency} />
              </>
            ),
          },
        ]),
    ...(nextDay ? [{ label: 'Next', value: <DateText date={nextDay} /> }] : []),
    { label: 'Cost center', value: `${row.costCenterCode} ${row.costCenterName}` },
    { label: 'Fees', value: row.bearsFees ? 'Bears the program’s fees' : 'None, passes through' },
    {
      label: 'Assignment',
      value: <Link to={`/assignments/${row.assignmentId}`}>{row.assignmentRef}</Link>,
    },
    ...(side === 'client' ? [] : [{ label: 'Client', value: row.clientName }]),
    { label: 'Asked for by', value: row.requestedByName },
    row.approvedByName
      ? { label: 'Approved by', value: row.approvedByName }
      : { label: 'Approves', value: row.hiringManagerName },
  ];
}

type Posted = ChargePage['posted'][number];

function Posted({ shown: { row, posted } }: { shown: ChargePage }) {
  const columns: Column<Posted>[] = [
    { key: 'day', header: 'Charged for', primary: true, cell: (one) => <DateText date={one.serviceFrom} /> },
    {
      key: 'billed',
      header: 'Billed',
      cell: (one) => (one.billingRunId ? 'Yes' : <span className="quiet">Not yet</span>),
    },
    {
      key: 'amount',
      header: `Amount, ${row.currency}`,
      align: 'right',
      cell: (one) => <Money minor={one.amountMinor} />,
    },
  ];
  return (
    <Section title="Charged so far">
      <DataTable
        caption="Charges made of it, newest first"
        columns={columns}
        rows={posted}
        rowKey={({ id }) => String(id)}
        empty={
          <EmptyState title="Nothing is charged yet">
            {row.status === 'submitted'
              ? 'Charges are made once the client approves.'
              : 'Charges are made on the days they fall due.'}
          </EmptyState>
        }
      />
    </Section>
  );
}
