import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, SelectField } from '#app/ui/form.tsx';
import { Page, Tabs } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { listQuery } from '../forms.ts';
import { OrderTable } from '../parts/order-table.tsx';
import { programsIn, purchaseOrdersPage } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Purchase orders · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'purchaseOrder.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await purchaseOrdersPage(ctx, query);
  return {
    query,
    rows,
    next: pageLink(url, next),
    first: firstPageLink(url),
    programs: ctx.actor.side === 'msp' ? await programsIn(ctx) : [],
    can: abilities(ctx, {}, ['purchaseOrder.configure']),
  };
});

const listLink = (client: string | undefined, show: 'open' | 'closed') => {
  const search = new URLSearchParams({ ...(client ? { client } : {}), show });
  return `/purchase-orders?${search}`;
};

export default function PurchaseOrders() {
  const { query, rows, next, first, programs, can } = useLoaderData<typeof loader>();
  const mayAdd = can['purchaseOrder.configure'];
  const newTo = query.client ? `/purchase-orders/new?program=${query.client}` : '/purchase-orders/new';
  const budgetsTo = query.client ? `/budgets?program=${query.client}` : '/budgets';
  return (
    <Page
      title="Purchase orders"
      lead="Money that a client has set aside for some assignments. Billing draws on it, and never draws more than there is."
      action={
        <ButtonRow>
          {mayAdd ? (
            <LinkButton to={newTo} tone="primary">
              New purchase order
            </LinkButton>
          ) : null}
          <LinkButton to={budgetsTo}>Budgets</LinkButton>
        </ButtonRow>
      }
    >
      <Tabs
        items={(['open', 'closed'] as const).map((show) => ({
          label: show === 'open' ? 'Open' : 'Closed',
          to: listLink(query.client, show),
          current: query.show === show,
        }))}
      />
      {programs.length > 1 ? (
        <FilterBar>
          <SelectField
            name="program"
            label="Program"
            placeholder="All programs"
            defaultValue={query.client}
            options={programs.map(({ clientId, clientName }) => ({ value: clientId, label: clientName }))}
          />
        </FilterBar>
      ) : null}
      <OrderTable
        rows={rows}
        showsClient={programs.length > 1}
        empty={
          <EmptyState title={query.show === 'open' ? 'No open purchase order' : 'No closed purchase order'}>
            {query.show === 'open'
              ? 'Assignments without one are billed without a limit of their own. Add an order when the client sends its number.'
              : 'Closed orders stand here with what was billed to them.'}
          </EmptyState>
        }
      />
      {rows.length > 0 ? <Pager next={next} previous={first} shown={`${rows.length} shown`} /> : null}
    </Page>
  );
}
