import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatDate, today } from '#app/values/week.ts';
import { isOpen, usualWay } from '../lifecycle.ts';
import { AssignmentSheet, SplitTable } from '../parts/assignment-sheet.tsx';
import { RatesTable } from '../parts/rates-table.tsx';
import { ReplacedRates } from '../parts/replaced-rates.tsx';
import { RevisionsTable } from '../parts/revisions-table.tsx';
import { orderOf } from '../order.server.ts';
import { assignmentOf, needOf, splitOf } from '../queries.server.ts';
import { ratesOf, replacedRatesOf } from '../rates.server.ts';
import { whyNotRevisable } from '../revision-rules.ts';
import { revisionsOf } from '../revisions.server.ts';
import { hasCome } from '../rules.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `${data.row.ref} ${data.row.workerName}` : 'Assignment'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const row = found(await assignmentOf(ctx, idParam(params)));
  authorize(ctx, 'assignment.read', row);
  const revisions = await revisionsOf(ctx, row.id);
  return {
    row,
    revisions,
    replaced: await replacedRatesOf(ctx, row),
    isRevisable: whyNotRevisable(row.status) === null && !revisions.some(({ status }) => isOpen(status)),
    seesRevisions: ctx.actor.workerId === null,
    need: await needOf(ctx, row.requisitionId),
    rates: await ratesOf(ctx, row),
    splits: await splitOf(ctx, row.id),
    order: await orderOf(ctx, row),
    timeline: await timelineOf(ctx, [row.id, ...revisions.map(({ id }) => id)]),
    hasCome: hasCome(row.startsOn, today(ctx.now, row.timeZone)),
    can: abilities(ctx, row, [
      'assignment.activate',
      'assignment.end',
      'assignment.reference',
      'assignment.revise',
      'agreement.read',
      'correction.propose',
      'timesheet.enter',
      'expense.read',
      'miscCharge.read',
      'miscCharge.request',
      'expense.enter',
    ]),
  };
});

const usual: readonly string[] = usualWay;

/** The contract of one worker: facts, frozen rates, what it is booked to, and what happened. */
export default function Assignment() {
  const shown = useLoaderData<typeof loader>();
  const { row, need, splits, timeline, hasCome: come, can } = shown;
  const offTheWay = usual.includes(row.status) ? undefined : row.status;
  return (
    <Page
      title={row.workerName}
      crumbs={[{ label: 'Assignments', to: '/assignments' }]}
      status={<Status status={row.status} />}
      lead={`${row.ref} · ${row.jobTitle} at ${row.clientName}, through ${row.supplierName}`}
      action={<AssignmentActions row={row} come={come} can={can} />}
    >
      <Stepper
        steps={[...usualWay]}
        current={offTheWay === undefined ? row.status : offTheWay === 'on_hold' ? 'active' : 'ready'}
        ended={offTheWay === 'on_hold' ? undefined : offTheWay}
      />
      {row.status === 'ready' && !come ? (
        <Notice tone="waiting">
          <p>
            Starts on {formatDate(row.startsOn)}. It becomes active by itself on that day, and time can be
            entered from then on.
          </p>
        </Notice>
      ) : null}
      {row.endedReason ? (
        <Notice tone="attention" title="Why it ended">
          <p>“{row.endedReason}”</p>
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="What happened">
            <Timeline entries={timeline} timeZone={row.timeZone} />
          </Section>
        }
      >
        <AssignmentSheet row={row} need={need} />
        <RatesAndRevisions {...shown} />
        <Section title="Booked to">
          <SplitTable rows={splits} />
          {shown.order ? (
            <p>
              Billed to{' '}
              <Link to={`/purchase-orders/${shown.order.id}`}>purchase order {shown.order.number}</Link>.
            </p>
          ) : null}
        </Section>
        <BesideTime row={row} can={can} />
      </Columns>
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

/** What an hour is billed and paid at, and every change of it. */
function RatesAndRevisions({ row, rates, replaced, revisions, isRevisable, seesRevisions, can }: Shown) {
  return (
    <>
      {rates.bill.length + rates.pay.length > 0 ? (
        <Section
          title="Rates"
          lead={`An hour, in ${row.currency}. They stand as they were agreed.`}
          action={
            can['agreement.read'] ? (
              <LinkButton to={`/programs/${row.clientId}/suppliers/${row.supplierId}`}>Agreement</LinkButton>
            ) : null
          }
        >
          <RatesTable bill={rates.bill} pay={rates.pay} currency={row.currency} startsOn={row.startsOn} />
          <ReplacedRates rows={replaced} timeZone={row.timeZone} />
          {replaced.length > 0 && can['correction.propose'] ? (
            <p>
              Billed at old rates?{' '}
              <Link to={`/assignments/${row.id}/rate-correction`}>Correct what was billed</Link>
            </p>
          ) : null}
        </Section>
      ) : null}
      {seesRevisions ? (
        <Section
          title="Revisions"
          lead="New rates from a day on: proposed, approved by a second person, accepted by the supplier."
          action={
            can['assignment.revise'] && isRevisable ? (
              <LinkButton to={`/assignments/${row.id}/revisions/new`}>Propose new rates</LinkButton>
            ) : null
          }
        >
          <RevisionsTable rows={revisions} />
        </Section>
      ) : null}
    </>
  );
}

/** What is billed for the assignment beside its hours. */
function BesideTime({ row, can }: Pick<Shown, 'row' | 'can'>) {
  const ways = [
    { to: `/expenses?assignment=${row.id}`, label: 'Expense sheets', seen: can['expense.read'] },
    { to: `/charges?assignment=${row.id}`, label: 'Miscellaneous charges', seen: can['miscCharge.read'] },
    {
      to: `/charges/new?assignment=${row.id}`,
      label: 'Ask for a charge',
      seen: can['miscCharge.request'] && row.status === 'active',
    },
    {
      to: `/expenses/new?assignment=${row.id}`,
      label: 'New expense sheet',
      seen: can['expense.enter'] && row.status === 'active',
    },
    {
      to: `/assignments/${row.id}/supplier-reference`,
      label: 'Your number for this assignment',
      seen: can['assignment.reference'],
    },
  ].filter(({ seen }) => seen);
  if (ways.length === 0) return null;
  return (
    <Section title="Expenses and charges">
      <ButtonRow>
        {ways.map(({ to, label }) => (
          <LinkButton key={to} to={to}>
            {label}
          </LinkButton>
        ))}
      </ButtonRow>
    </Section>
  );
}

type AssignmentActionsProps = {
  row: { id: string; status: string };
  come: boolean;
  can: Record<'assignment.activate' | 'assignment.end' | 'timesheet.enter', boolean>;
};

function AssignmentActions({ row, come, can }: AssignmentActionsProps) {
  const underWay = row.status === 'active' || row.status === 'on_hold';
  return (
    <ButtonRow>
      {row.status === 'ready' && come && can['assignment.activate'] ? (
        <PostButton to={`/assignments/${row.id}/activation`} tone="primary">
          Start
        </PostButton>
      ) : null}
      {underWay && can['timesheet.enter'] ? (
        <LinkButton to={`/timesheets/new?assignment=${row.id}`} tone="primary">
          Enter time
        </LinkButton>
      ) : null}
      {row.status === 'ready' ? null : (
        <LinkButton to={`/timesheets?assignment=${row.id}`}>Timesheets</LinkButton>
      )}
      {underWay && can['assignment.end'] ? (
        <LinkButton to={`/assignments/${row.id}/end`}>End early</LinkButton>
      ) : null}
    </ButtonRow>
  );
}
