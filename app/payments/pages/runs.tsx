import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { DataTable, Pager } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { counted } from '../counted.ts';
import { listQuery } from '../forms.ts';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { programsToPay, runsPage } from '../runs.server.ts';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Payments · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'payment.read');
  const { rows, next } = await runsPage(ctx, parseQuery(listQuery, url));
  return {
    rows,
    toPay: await programsToPay(ctx),
    mayMake: mayDo(ctx.actor, 'payment.make'),
    places: placesOf(ctx),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export default function PaymentRuns() {
  const { rows, toPay, mayMake, places, next, first } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Payments"
      lead="What suppliers are paid: drafted by one person, approved by another, then sent to the bank."
    >
      <MoneyTabs places={places} current="payments" />
      <Section
        title="Payable now"
        lead="Statements whose day has come and that are in no run yet, before credits."
      >
        <DataTable
          caption="Programs with payable statements"
          rows={toPay}
          rowKey={({ clientId }) => clientId}
          empty={
            <EmptyState title="Nothing is payable">
              Statements become payable on their terms, or once the client’s money has come for every line.
            </EmptyState>
          }
          columns={[
            { key: 'client', header: 'Program', primary: true, cell: (row) => row.clientName },
            { key: 'count', header: 'Statements', align: 'right', cell: (row) => row.payable },
            {
              key: 'amount',
              header: 'Payable',
              align: 'right',
              cell: (row) => <span className="figure">{formatMoney(row.payableMinor, row.currency)}</span>,
            },
            {
              key: 'action',
              header: '',
              align: 'right',
              cell: (row) =>
                mayMake ? (
                  <LinkButton to={`/payments/new?program=${row.clientId}`} tone="primary">
                    Draft a run
                  </LinkButton>
                ) : null,
            },
          ]}
        />
      </Section>
      <Section title="Payment runs">
        <RunTable
          runs={rows}
          empty={
            <EmptyState title="No payment run yet">The first one is drafted from what is payable.</EmptyState>
          }
        />
        <Pager next={next} previous={first} shown={counted(rows.length, 'run')} />
      </Section>
    </Page>
  );
}
