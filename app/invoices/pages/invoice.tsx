import { DecidesFor } from '#app/ui/feedback.tsx';
import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, pageLink } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { Timeline } from '#app/ui/facts.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { lineQuery } from '../forms.ts';
import { invoicePage } from '../invoice-page.server.ts';
import { invoiceOf } from '../invoices.server.ts';
import { kinds } from '../kinds.ts';
import { Balance } from '../parts/balance.tsx';
import { DocumentLines } from '../parts/document-lines.tsx';
import { DocumentSums } from '../parts/document-sums.tsx';
import { DocumentTotal } from '../parts/document-total.tsx';
import { leadOf } from '../parts/document-words.ts';
import { InvoiceFacts } from '../parts/invoice-facts.tsx';
import { ItemTable } from '../parts/item-table.tsx';
import { TaxTable } from '../parts/tax-table.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.invoice.reference} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, url }) => {
  const invoice = found(await invoiceOf(ctx, idParam(params)));
  authorize(ctx, 'invoice.read', invoice);
  const query = parseQuery(lineQuery, url);
  const { next, ...shown } = await invoicePage(ctx, invoice, query);
  return {
    invoice,
    side: ctx.actor.side,
    query,
    ...shown,
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

export default function InvoicePage() {
  const shown = useLoaderData<typeof loader>();
  const { invoice, side, balance, taxes } = shown;
  const { currency, taxMinor, parties } = invoice;
  return (
    <Page
      title={`${kinds[invoice.kind].short} ${invoice.reference}`}
      crumbs={[{ label: side === 'supplier' ? 'Statements' : 'Invoices', to: listOf(shown) }]}
      lead={leadOf(side, invoice)}
      status={<Status status={invoice.status} />}
      action={<Actions shown={shown} />}
    >
      <Columns aside={<Aside shown={shown} />}>
        <DecidesFor name={shown.decidesFor} />
        <InvoiceFacts invoice={invoice} />
        <DocumentTotal shown={{ ...shown, id: invoice.id, currency, totals: invoice }} />
        <Items shown={shown} />
        <TaxTable taxes={taxes} totalMinor={taxMinor} />
        <Balance
          invoiceId={invoice.id}
          balance={balance}
          currency={currency}
          payWhenPaid={parties.payWhenPaid && invoice.kind === 'self_bill'}
        />
      </Columns>
      <DocumentSums shown={shown} />
      <DocumentLines shown={shown} />
    </Page>
  );
}

function Actions({ shown: { invoice, mayApprove, mayCorrect, lines } }: { shown: Shown }) {
  const self = `/invoices/${invoice.id}`;
  return (
    <ButtonRow>
      {mayApprove ? (
        <PostButton to={`${self}/approval`} tone="primary">
          Approve
        </PostButton>
      ) : null}
      {mayCorrect ? (
        <LinkButton to={`/corrections/new?invoice=${invoice.id}`}>Correct lines…</LinkButton>
      ) : null}
      <LinkButton to={`${self}/document.pdf`} reload>
        PDF
      </LinkButton>
      {lines.length > 0 || invoice.lineCount > 0 ? (
        <LinkButton to={`${self}/lines.csv`} reload>
          CSV
        </LinkButton>
      ) : null}
    </ButtonRow>
  );
}

function Aside({ shown: { invoice, entries, seesRun } }: { shown: Shown }) {
  return (
    <Section title="Timeline">
      <Timeline entries={entries} timeZone={invoice.timeZone} />
      {seesRun && invoice.billingRunId ? (
        <p>
          <Link to={`/billing/${invoice.billingRunId}`}>The billing run that issued it</Link>
        </p>
      ) : null}
      {seesRun && invoice.correctionId ? (
        <p>
          <Link to={`/corrections/${invoice.correctionId}`}>The correction that issued it</Link>
        </p>
      ) : null}
    </Section>
  );
}

function Items({ shown: { items, invoice } }: { shown: Shown }) {
  if (items.length === 0) return null;
  const amountMinor = items.reduce((sum, item) => sum + item.amountMinor, 0);
  const { taxMinor, totalMinor, currency } = invoice;
  return (
    <Section title="Items" lead={`Amounts in ${currency}.`}>
      <ItemTable items={items} total={{ amountMinor, taxMinor, totalMinor }} />
    </Section>
  );
}

const listOf = ({ side, invoice: { kind } }: Shown) =>
  side === 'msp' ? `/invoices?kind=${kind}` : '/invoices';
