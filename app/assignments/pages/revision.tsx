import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Rate } from '#app/ui/amount.tsx';
import { Facts, Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice, DecidesFor } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatDate } from '#app/values/week.ts';
import { usualWayOfRevision } from '../lifecycle.ts';
import { RevisionDifference } from '../parts/revision-difference.tsx';
import { revisionPage } from '../revision-page.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? `Revision ${data.row.number} of ${data.row.ref}` : 'Revision'} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const shown = found(await revisionPage(ctx, idParam(params)));
  authorize(ctx, 'assignment.read', shown.row);
  return shown;
});

const usual: readonly string[] = usualWayOfRevision;

/** What happens next, for whoever reads the page. */
const whatNext: Record<string, string> = {
  pending_approval:
    'Somebody else of the client or the MSP approves it; whoever proposed it cannot. Then the supplier is asked.',
  pending_supplier: 'The supplier accepts or declines, and says what the worker is paid from then on.',
  scheduled: 'Everybody has agreed. The rates come into force by themselves on their day.',
  applied: 'The rates are in force. What was billed before at the old ones is corrected by billing.',
  rejected: 'Nothing changed. Other rates can be proposed.',
  declined: 'Nothing changed. Other rates can be proposed.',
  cancelled: 'Nothing changed. Other rates can be proposed.',
};

/** One change of rates: what it changes, who has said yes, and what each side can do. */
export default function Revision() {
  const { row, payRate, preview, isPast, timeline, can, decidesFor } = useLoaderData<typeof loader>();
  const back = `/assignments/${row.assignmentId}`;
  const offTheWay = usual.includes(row.status) ? undefined : row.status;
  return (
    <Page
      title={`Revision ${row.number} of ${row.ref}`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${row.ref} ${row.workerName}`, to: back },
      ]}
      status={<Status status={row.status} />}
      lead={`New rates for ${row.workerName}, ${row.jobTitle}, for work from ${formatDate(row.effectiveFrom)}.`}
      action={<RevisionActions id={row.id} can={can} />}
    >
      <Stepper
        steps={[...usualWayOfRevision]}
        current={offTheWay ? (row.approvedAt ? 'pending_supplier' : 'pending_approval') : row.status}
        ended={offTheWay}
      />
      <DecidesFor name={decidesFor} />
      <Notice tone={preview ? 'waiting' : 'quiet'}>
        <p>{whatNext[row.status]}</p>
        {preview && isPast ? (
          <p>
            The day has come already: with the supplier’s yes the rates are in force at once, and what was
            billed since then is corrected by billing.
          </p>
        ) : null}
      </Notice>
      <Columns
        aside={
          <Section title="What happened">
            <Timeline entries={timeline} timeZone={row.timeZone} />
          </Section>
        }
      >
        {preview ? (
          <Section title="The difference">
            <RevisionDifference preview={preview} currency={row.currency} />
          </Section>
        ) : null}
        <Section title="Proposal">
          <Facts
            items={[
              { label: 'For work from', value: <DateText date={row.effectiveFrom} /> },
              { label: 'Bill rate, straight time', value: <Rate rate={row.billRate} per="h" /> },
              ...(payRate ? [{ label: 'Pay rate', value: <Rate rate={payRate} per="h" /> }] : []),
              { label: 'Why', value: `“${row.reason}”` },
              { label: 'Proposed by', value: row.proposedByName },
              ...(row.approvedByName ? [{ label: 'Approved by', value: row.approvedByName }] : []),
              ...(row.acceptedByName ? [{ label: 'Accepted by', value: row.acceptedByName }] : []),
              ...(row.endedReason ? [{ label: 'Why it ended', value: `“${row.endedReason}”` }] : []),
              { label: 'Assignment', value: <Link to={back}>{row.ref}</Link> },
            ]}
          />
        </Section>
      </Columns>
    </Page>
  );
}

type RevisionActionsProps = { id: string; can: Record<'approve' | 'answer' | 'cancel', boolean> };

function RevisionActions({ id, can }: RevisionActionsProps) {
  return (
    <ButtonRow>
      {can.approve ? (
        <>
          <PostButton to={`/revisions/${id}/approval`} tone="primary">
            Approve
          </PostButton>
          <LinkButton to={`/revisions/${id}/rejection`}>Reject</LinkButton>
        </>
      ) : null}
      {can.answer ? (
        <>
          <LinkButton to={`/revisions/${id}/acceptance`} tone="primary">
            Accept
          </LinkButton>
          <LinkButton to={`/revisions/${id}/decline`}>Decline</LinkButton>
        </>
      ) : null}
      {can.cancel ? <LinkButton to={`/revisions/${id}/cancellation`}>Take it back</LinkButton> : null}
    </ButtonRow>
  );
}
