import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { Facts, Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { overdrawnOrders } from '../difference.ts';
import { CorrectedLines } from '../parts/corrected-lines.tsx';
import { OrderConsequences, SupplierConsequences } from '../parts/consequences.tsx';
import { DifferenceTable } from '../parts/difference-table.tsx';
import { IssuedDocuments } from '../parts/issued-documents.tsx';
import { correctionOf, documentsOfCorrection } from '../queries.server.ts';
import { reasonCodes } from '../reasons.ts';
import { correctionRef, counted, signedMoney } from '../reference.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${correctionRef(data.row.number)} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params }) => {
  const row = found(await correctionOf(ctx, idParam(params)));
  authorize(ctx, 'correction.read', row);
  const can = abilities(ctx, row, ['correction.propose', 'correction.approve']);
  return {
    row,
    can,
    isMine: row.createdBy === ctx.actor.accountId,
    documents: row.status === 'issued' ? await documentsOfCorrection(ctx, row.id) : [],
    timeline: await timelineOf(ctx, [row.id]),
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

const usual = ['draft', 'pending_approval', 'issued'];

/** One correction: what it changes for everybody, before it is made and after. */
export default function CorrectionPage() {
  const shown = useLoaderData<typeof loader>();
  const { row, documents, timeline } = shown;
  const { preview, currency, status } = row;
  const isOff = !usual.includes(status);
  return (
    <Page
      title={`Correction ${correctionRef(row.number)}`}
      crumbs={[{ label: 'Corrections', to: '/corrections' }]}
      status={<Status status={status} />}
      lead={`${row.clientName} · ${counted(preview.lines.length, 'line')} · ${signedMoney(preview.client.netMinor, currency)} for the client`}
      action={<Actions shown={shown} />}
    >
      <Stepper
        steps={usual}
        current={isOff ? (row.decidedAt ? 'pending_approval' : 'draft') : status}
        ended={isOff ? status : undefined}
      />
      <Next shown={shown} />
      <Overdrawn shown={shown} />
      <Columns
        aside={
          <>
            <Why shown={shown} />
            <Section title="What happened">
              <Timeline entries={timeline} timeZone={row.timeZone} />
            </Section>
          </>
        }
      >
        <Section title="The difference" lead={leadOf(status)}>
          <DifferenceTable preview={preview} currency={currency} />
        </Section>
        <IssuedDocuments documents={documents} currency={currency} />
        <Section
          title="Suppliers"
          lead={`What was paid is not paid back by itself: the next remittance settles it. In ${currency}.`}
        >
          <SupplierConsequences suppliers={preview.suppliers} isIssued={status === 'issued'} />
        </Section>
        {preview.purchaseOrders.length > 0 ? (
          <Section title="Purchase orders" lead={`Amounts in ${currency}.`}>
            <OrderConsequences orders={preview.purchaseOrders} currency={currency} />
          </Section>
        ) : null}
      </Columns>
      <Section title="Lines" lead={`With fees and tax, in ${currency}.`}>
        <CorrectedLines lines={preview.lines} sums={preview} />
      </Section>
    </Page>
  );
}

function leadOf(status: string): string {
  if (status === 'issued') return 'As it was shown, and as it was posted.';
  if (status === 'rejected' || status === 'cancelled')
    return 'What it would have changed. Nothing was posted.';
  return 'What it would change. Nothing is posted yet, and what is posted will be exactly this or nothing.';
}

function Actions({ shown: { row, can, isMine } }: { shown: Shown }) {
  const self = `/corrections/${row.id}`;
  const isDraft = row.status === 'draft';
  const isPending = row.status === 'pending_approval';
  if (!isDraft && !isPending) return null;
  return (
    <ButtonRow>
      {isDraft && can['correction.propose'] ? (
        <PostButton to={`${self}/submission`} tone="primary">
          Hand to a second person
        </PostButton>
      ) : null}
      {isPending && can['correction.approve'] ? (
        <>
          <PostButton to={`${self}/approval`} tone="primary">
            Approve and issue
          </PostButton>
          <LinkButton to={`${self}/rejection`}>Reject</LinkButton>
        </>
      ) : null}
      {can['correction.propose'] && (isDraft || isMine) ? (
        <PostButton
          to={`${self}/cancellation`}
          confirm="The correction is given up for good. Nothing of it was posted; another one can be drafted."
        >
          Give it up
        </PostButton>
      ) : null}
    </ButtonRow>
  );
}

/** What happens next, and who has to act. */
function Next({ shown: { row, can, isMine } }: { shown: Shown }) {
  if (row.status === 'rejected' && row.decidedReason)
    return (
      <Notice tone="wrong" title={`Rejected by ${row.decidedByName}`}>
        <p>“{row.decidedReason}”</p>
      </Notice>
    );
  if (row.status !== 'pending_approval') return null;
  if (isMine)
    return (
      <Notice tone="waiting" title="Somebody else must approve it">
        <p>You drafted it. It stands in the queue of the MSP’s finance and administrators.</p>
      </Notice>
    );
  return can['correction.approve'] ? (
    <Notice tone="attention" title={`${row.createdByName} asks you to approve this`}>
      <p>
        Credits and what stands in their place are issued on both sides in one step, with today’s date. Issued
        documents stay as they are.
      </p>
    </Notice>
  ) : null;
}

/** Said before anybody tries: it would be refused. */
function Overdrawn({ shown: { row } }: { shown: Shown }) {
  const orders = overdrawnOrders(row.preview);
  if (orders.length === 0 || !['draft', 'pending_approval'].includes(row.status)) return null;
  return (
    <Notice tone="wrong" title={`More than is left on purchase order ${orders.join(', ')}`}>
      <p>It cannot be issued until funds are added there.</p>
    </Notice>
  );
}

function Why({ shown: { row } }: { shown: Shown }) {
  return (
    <Section title="Why">
      <Facts
        items={[
          { label: 'Reason', value: reasonCodes[row.reasonCode] },
          { label: 'Client', value: <Link to={`/programs/${row.clientId}`}>{row.clientName}</Link> },
          {
            label: 'Drafted',
            value: (
              <>
                {row.createdByName}, <When at={row.createdAt} timeZone={row.timeZone} />
              </>
            ),
          },
        ]}
      />
      <blockquote className="whitespace-pre-line">“{row.reason}”</blockquote>
    </Section>
  );
}
