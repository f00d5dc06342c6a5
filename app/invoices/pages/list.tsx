import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, SelectField, TextField } from '#app/ui/form.tsx';
import { Page, Tabs } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { invoiceQuery } from '../forms.ts';
import { listPage } from '../list-page.server.ts';
import { InvoiceTable } from '../parts/invoice-table.tsx';
import { counted } from '../counted.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.side === 'supplier' ? 'Statements' : 'Invoices'} · Muster` },
];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'invoice.read');
  const { next, ...list } = await listPage(ctx, parseQuery(invoiceQuery, url));
  return { ...list, next: pageLink(url, next), first: firstPageLink(url) };
});

const leads = {
  msp: 'What clients are charged and what suppliers are paid, with the documents themselves.',
  client: 'One consolidated invoice for each billing period.',
  supplier: 'We bill your work on your behalf: one statement for each client and billing period.',
};

export default function Invoices() {
  const { side, query, rows, programs, next, first } = useLoaderData<typeof loader>();
  const kind = query.kind ?? (side === 'supplier' ? 'self_bill' : 'client_invoice');
  const what = kind === 'self_bill' ? 'statement' : 'invoice';
  const filtered = Boolean(query.client ?? query.month ?? query.status);
  return (
    <Page title={side === 'supplier' ? 'Statements' : 'Invoices'} lead={leads[side]}>
      {side === 'msp' ? <KindTabs kind={kind} client={query.client} /> : null}
      <FilterBar>
        {query.kind && side === 'msp' ? <Hidden name="kind" value={query.kind} /> : null}
        {programs.length > 1 ? (
          <SelectField
            name="client"
            label={side === 'msp' ? 'Program' : 'Client'}
            placeholder="All"
            defaultValue={query.client}
            options={programs}
          />
        ) : null}
        <TextField
          name="month"
          label="Period ends in"
          type="month"
          defaultValue={query.month}
          placeholder="2026-10"
        />
        {kind === 'client_invoice' ? (
          <SelectField
            name="status"
            label="Status"
            placeholder="All"
            defaultValue={query.status}
            options={[
              { value: 'issued', label: 'Issued, not yet approved' },
              { value: 'approved', label: 'Approved' },
            ]}
          />
        ) : null}
      </FilterBar>
      <InvoiceTable
        rows={rows}
        side={side}
        kind={kind}
        empty={
          <EmptyState title={filtered ? `No ${what} fits this filter` : `No ${what} yet`}>
            {filtered
              ? 'Choose another period or program.'
              : 'They appear when a billing period is finalized.'}
          </EmptyState>
        }
      />
      <Pager next={next} previous={first} shown={counted(rows.length, what)} />
    </Page>
  );
}

function KindTabs({ kind, client }: { kind: string; client: string | undefined }) {
  return (
    <Tabs
      label="Kinds of document"
      items={[
        {
          label: 'Client invoices',
          to: tabTo('client_invoice', client),
          current: kind === 'client_invoice',
        },
        {
          label: 'Self-billed statements',
          to: tabTo('self_bill', client),
          current: kind === 'self_bill',
        },
      ]}
    />
  );
}

const tabTo = (kind: string, client: string | undefined) =>
  `/invoices?kind=${kind}${client ? `&client=${client}` : ''}`;
