import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Money } from '#app/ui/amount.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { AssignmentTable, DocumentTable } from '../parts/order-contents.tsx';
import { Used } from '../parts/order-table.tsx';
import { assignmentsOn, consumedBy, purchaseOrderOf } from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `PO ${data?.order.number ?? ''} · Muster` },
];

export const loader = page(async (ctx, { params }) => {
  const order = found(await purchaseOrderOf(ctx, idParam(params)));
  authorize(ctx, 'purchaseOrder.read', order);
  return {
    order,
    documents: await consumedBy(ctx, order),
    assignments: await assignmentsOn(ctx, order),
    timeline: await timelineOf(ctx, [order.id]),
    can: abilities(ctx, order, ['purchaseOrder.configure']),
  };
});

export default function PurchaseOrderPage() {
  const { order, documents, assignments, timeline, can } = useLoaderData<typeof loader>();
  const here = `/purchase-orders/${order.id}`;
  const isOpen = order.closedOn === null;
  const mayChange = can['purchaseOrder.configure'] && isOpen;
  return (
    <Page
      title={`PO ${order.number}`}
      crumbs={[
        { label: 'Purchase orders', to: '/purchase-orders' },
        { label: order.clientName, to: `/purchase-orders?program=${order.clientId}` },
      ]}
      status={<Status status={isOpen ? 'open' : 'closed'} />}
      action={
        mayChange ? (
          <ButtonRow>
            <LinkButton to={`${here}/assignments`} tone="primary">
              Choose assignments
            </LinkButton>
            <LinkButton to={`${here}/funds`}>Change funds</LinkButton>
            <LinkButton to={`${here}/charges`}>Approved before</LinkButton>
            <PostButton
              to={`${here}/closure`}
              confirm="Nothing new is put on it. What was approved on it before is still billed to it."
            >
              Close
            </PostButton>
          </ButtonRow>
        ) : null
      }
    >
      {order.remainingMinor < 0 ? (
        <Notice tone="wrong" title="More is approved than there is">
          {formatMoney(-order.remainingMinor, order.currency)} of what is approved cannot be billed to this
          order. Raise its funds, or put the assignments on another one.
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="What happened">
            {timeline.length > 0 ? (
              <Timeline entries={timeline} timeZone={order.timeZone} />
            ) : (
              <EmptyState title="Nothing yet" />
            )}
          </Section>
        }
      >
        <Section
          title="Where it stands"
          action={<Link to={`/proofs/orders/${order.id}`}>Explain this number</Link>}
        >
          <OrderFacts order={order} />
        </Section>
        <Section title="Billed to it" lead="The documents that drew on this order, the latest first.">
          <DocumentTable rows={documents} currency={order.currency} />
        </Section>
        <Section
          title="Assignments on it"
          lead="What is approved on them from now on is paid from this order."
        >
          <AssignmentTable rows={assignments} />
        </Section>
        <p>
          <Link to={`/budgets?program=${order.clientId}`}>Budgets of {order.clientName}</Link>
        </p>
      </Columns>
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['order'];

function OrderFacts({ order }: { order: Shown }) {
  const money = (minor: number, strong = false) => (
    <Money minor={minor} currency={order.currency} strong={strong} />
  );
  const tolerance = `${formatPercent(order.toleranceFraction)}, ${formatMoney(order.toleranceMinor, order.currency)}`;
  return (
    <Facts
      items={[
        { label: 'Funds', value: money(order.fundsMinor) },
        { label: 'Tolerance', value: tolerance },
        { label: 'Billed', value: money(order.consumedMinor) },
        { label: 'Approved, not billed', value: money(order.committedMinor) },
        { label: 'Left, with the tolerance', value: money(order.remainingMinor, true) },
        { label: 'Used of the funds', value: <Used order={order} /> },
        { label: 'From', value: <DateText date={order.startsOn} /> },
        { label: 'Until', value: order.endsOn ? <DateText date={order.endsOn} /> : 'No end' },
        ...(order.closedOn ? [{ label: 'Closed', value: <DateText date={order.closedOn} /> }] : []),
      ]}
    />
  );
}
