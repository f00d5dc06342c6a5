import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { Facts, Stepper, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import { counted, runRef } from '../counted.ts';
import { isUnderWay } from '../lifecycle.ts';
import { PaymentTable } from '../parts/payment-table.tsx';
import { runPage } from '../run-page.server.ts';
import { runOf } from '../runs.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${runRef(data.run.number)} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params }) => {
  const run = found(await runOf(ctx, idParam(params)));
  authorize(ctx, 'payment.read', run);
  return { run, ...(await runPage(ctx, run)) };
});

const steps = ['draft', 'approved', 'sent', 'settled'];

export default function PaymentRun() {
  const { run, payments, entries, can, whyNot } = useLoaderData<typeof loader>();
  const ended = run.status === 'cancelled' || run.status === 'returned' ? run.status : undefined;
  return (
    <Page
      title={`${runRef(run.number)}, ${run.clientName}`}
      crumbs={[{ label: 'Payments', to: '/payments' }]}
      status={<Status status={run.status} />}
      lead={`${formatMoney(run.totalMinor, run.currency)} in ${counted(run.paymentCount, 'payment')}, on ${formatDate(run.payOn)}.`}
      action={<Actions run={run} can={can} />}
    >
      {whyNot ? <Notice tone="waiting">{whyNot}</Notice> : null}
      {run.endedReason ? (
        <Notice tone="attention" title="Cancelled">
          {run.endedReason}
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} timeZone={run.timeZone} />
          </Section>
        }
      >
        <Section title="Where it stands">
          <Stepper
            steps={steps}
            current={ended ? (run.sentAt ? 'sent' : run.approvedAt ? 'approved' : 'draft') : run.status}
            ended={ended}
          />
          <Facts
            items={[
              { label: 'Drafted by', value: run.createdByName },
              { label: 'Approved by', value: run.approvedByName ?? 'nobody yet' },
              {
                label: 'Sent',
                value: run.sentAt ? <When at={run.sentAt} timeZone={run.timeZone} /> : 'not yet',
              },
              {
                label: 'Settled',
                value: run.settledAt ? <When at={run.settledAt} timeZone={run.timeZone} /> : 'not yet',
              },
            ]}
          />
        </Section>
        <Section title="Payments" lead={`One for each supplier. Amounts in ${run.currency}.`}>
          <PaymentTable rows={payments} totalMinor={run.totalMinor} />
        </Section>
      </Columns>
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Actions({ run, can }: Pick<Shown, 'run' | 'can'>) {
  const self = `/payments/${run.id}`;
  const total = formatMoney(run.totalMinor, run.currency);
  return (
    <ButtonRow>
      {can.approve ? (
        <PostButton to={`${self}/approval`} tone="primary" confirm={`${total} may then be sent to the bank.`}>
          Approve
        </PostButton>
      ) : null}
      {can.send ? (
        <PostButton
          to={`${self}/sending`}
          tone="primary"
          confirm={`${total} is posted as paid, suppliers are told, and the file for the bank is there to download. This is not undone.`}
        >
          Send to the bank
        </PostButton>
      ) : null}
      {isUnderWay(run.status) && run.sentAt ? (
        <LinkButton to={`${self}/pain001.xml`} reload>
          Bank file
        </LinkButton>
      ) : null}
      {can.settle ? <LinkButton to={`${self}/settlement`}>The bank has paid</LinkButton> : null}
      {can.cancel ? <LinkButton to={`${self}/cancellation`}>Cancel the run</LinkButton> : null}
    </ButtonRow>
  );
}
