import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { DateText } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { selfBillingOf } from '../self-billing.server.ts';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Self-billing · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'bank.read');
  return {
    side: ctx.actor.side,
    rows: await selfBillingOf(ctx),
    mayConsent: mayDo(ctx.actor, 'selfBilling.consent'),
    places: placesOf(ctx),
  };
});

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number];

const standings = {
  none: { tone: 'attention', says: 'Not agreed' },
  ended: { tone: 'wrong', says: 'Ended' },
  ends_soon: { tone: 'waiting', says: 'Ends soon' },
  in_force: { tone: 'good', says: 'In force' },
} as const;

export default function SelfBilling() {
  const { side, rows, mayConsent, places } = useLoaderData<typeof loader>();
  const columns: (Column<Row> | null)[] = [
    side === 'supplier'
      ? null
      : { key: 'supplier', header: 'Supplier', primary: true, cell: (row) => row.supplierName },
    { key: 'client', header: 'Program', primary: side === 'supplier', cell: (row) => row.clientName },
    {
      key: 'standing',
      header: 'Agreement',
      cell: (row) => <Badge tone={standings[row.standing].tone}>{standings[row.standing].says}</Badge>,
    },
    { key: 'tax', header: 'Tax number', cell: (row) => row.taxNumber ?? '–' },
    {
      key: 'from',
      header: 'From',
      hideOnPhone: true,
      cell: (row) => (row.startsOn ? <DateText date={row.startsOn} /> : '–'),
    },
    { key: 'to', header: 'To', cell: (row) => (row.endsOn ? <DateText date={row.endsOn} /> : '–') },
    { key: 'by', header: 'Agreed by', hideOnPhone: true, cell: (row) => row.consentedByName ?? '–' },
    mayConsent
      ? {
          key: 'action',
          header: '',
          align: 'right',
          cell: (row) =>
            row.standing === 'in_force' ? null : (
              <LinkButton to={`/programs/${row.clientId}/self-billing/consent`}>
                {row.standing === 'none' ? 'Agree' : 'Renew'}
              </LinkButton>
            ),
        }
      : null,
  ];
  return (
    <Page
      title="Self-billing"
      lead="The program writes suppliers’ invoices for them. Where tax is due, it may do so only with an agreement that names the supplier’s tax number and is looked at every year."
    >
      <MoneyTabs places={places} current="selfBilling" />
      <DataTable
        caption="Agreements to self-billing"
        rows={rows}
        rowKey={(row) => `${row.clientId}-${row.supplierId}`}
        empty={
          <EmptyState title="No program yet">
            Agreements are made once a supplier serves a program.
          </EmptyState>
        }
        columns={columns.filter((column) => column !== null)}
      />
    </Page>
  );
}
