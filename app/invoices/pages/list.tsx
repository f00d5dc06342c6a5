import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, SelectField, TextField } from '#app/ui/form.tsx';
import { Page, Tabs } from '#app/ui/page.tsx';
import { statusWord } from '#app/ui/status.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { invoiceQuery } from '../forms.ts';
import { kinds, type DocumentKind } from '../kinds.ts';
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
  client:
    'One consolidated invoice for each billing period, fees that hang on no hour, and what is credited.',
  supplier: 'We bill your work on your behalf: one statement for each client and billing period.',
};

/** Why a list may be empty: each kind comes about in its own way. */
const appear: Record<DocumentKind, string> = {
  client_invoice: 'They appear when a billing period is finalized.',
  self_bill: 'They appear when a billing period is finalized.',
  fee_invoice: 'They appear when the flat fees of a month are invoiced.',
  client_credit: 'They appear when something billed is corrected, rebated or paid early.',
  supplier_credit: 'They appear when something billed is corrected or rebated.',
  overpayment: 'They appear when more money comes in than documents ask for.',
};

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Invoices() {
  const shown = useLoaderData<typeof loader>();
  const { side, query, rows, next, first } = shown;
  const filtered = Boolean(query.client ?? query.month ?? query.status);
  const one = query.kind ? kinds[query.kind].one : 'document';
  return (
    <Page title={side === 'supplier' ? 'Statements' : 'Invoices'} lead={leads[side]}>
      <KindTabs shown={shown} />
      <Filters shown={shown} />
      <InvoiceTable
        rows={rows}
        side={side}
        kind={query.kind}
        empty={
          <EmptyState title={filtered ? `No ${one} fits this filter` : `No ${one} yet`}>
            {filtered
              ? 'Choose another period, status or program.'
              : appear[query.kind ?? (side === 'supplier' ? 'self_bill' : 'client_invoice')]}
          </EmptyState>
        }
      />
      <Pager next={next} previous={first} shown={counted(rows.length, one)} />
    </Page>
  );
}

function Filters({ shown: { side, query, programs } }: { shown: Shown }) {
  return (
    <FilterBar>
      {query.kind ? <Hidden name="kind" value={query.kind} /> : null}
      {programs.length > 1 ? (
        <SelectField
          name="program"
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
      <SelectField
        name="status"
        label="Status"
        placeholder="All"
        defaultValue={query.status}
        options={statusesOf(query.kind, side).map((status) => ({ value: status, label: statusWord(status) }))}
      />
    </FilterBar>
  );
}

/** Statuses of the kind, or of all kinds of the side. */
function statusesOf(kind: DocumentKind | undefined, side: Shown['side']): string[] {
  if (kind) return [...kinds[kind].statuses];
  const own = Object.values(kinds).filter((words) => words.side === side);
  return [...new Set(own.flatMap(({ statuses }) => statuses))];
}

function KindTabs({ shown: { side, query, kinds: own } }: { shown: Shown }) {
  const all = { label: 'All', to: tabTo(undefined, query.client), current: query.kind === undefined };
  return (
    <Tabs
      label="Kinds of document"
      items={[
        ...(side === 'msp' ? [] : [all]),
        ...own.map((kind) => ({
          label: side !== 'msp' && kind === 'client_invoice' ? 'Invoices' : kinds[kind].many,
          to: tabTo(kind, query.client),
          current: kind === query.kind,
        })),
      ]}
    />
  );
}

function tabTo(kind: DocumentKind | undefined, client: string | undefined): string {
  const query = new URLSearchParams({ ...(kind ? { kind } : {}), ...(client ? { client } : {}) });
  return query.size > 0 ? `/invoices?${query}` : '/invoices';
}
