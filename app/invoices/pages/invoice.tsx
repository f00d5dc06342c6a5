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
import { FilterChips, Pager } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { lineQuery, type LineQuery } from '../forms.ts';
import { invoicePage } from '../invoice-page.server.ts';
import { invoiceOf } from '../invoices.server.ts';
import { counted } from '../counted.ts';
import { InvoiceFacts } from '../parts/invoice-facts.tsx';
import { LineTable } from '../parts/line-table.tsx';
import { SumTable } from '../parts/sum-table.tsx';

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

export default function InvoicePage() {
  const shown = useLoaderData<typeof loader>();
  const { invoice, side, entries, costCenters, groups, groupCount } = shown;
  const isInvoice = invoice.kind === 'client_invoice';
  const self = `/invoices/${invoice.id}`;
  return (
    <Page
      title={`${isInvoice ? 'Invoice' : 'Statement'} ${invoice.reference}`}
      crumbs={[{ label: side === 'supplier' ? 'Statements' : 'Invoices', to: listOf(side, invoice.kind) }]}
      lead={leadOf(side, invoice)}
      status={isInvoice ? <Status status={invoice.status} /> : null}
      action={
        <ButtonRow>
          {shown.mayApprove ? (
            <PostButton to={`${self}/approval`} tone="primary">
              Approve
            </PostButton>
          ) : null}
          <LinkButton to={`${self}/document.pdf`} reload>
            PDF
          </LinkButton>
          <LinkButton to={`${self}/lines.csv`} reload>
            CSV
          </LinkButton>
        </ButtonRow>
      }
    >
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} timeZone={invoice.timeZone} />
            {shown.seesRun ? (
              <p>
                <Link to={`/billing/${invoice.billingRunId}`}>The billing run that issued it</Link>
              </p>
            ) : null}
          </Section>
        }
      >
        <InvoiceFacts invoice={invoice} fees={shown.fees} />
        <Section title="By cost center">
          <SumTable
            head="Cost center"
            rows={costCenters}
            total={invoice}
            withFees={shown.fees.length > 0}
            to={(id) => `${self}?costCenter=${id}#lines`}
          />
        </Section>
        <Section title={isInvoice ? 'By supplier' : 'By worker'}>
          <SumTable
            head={isInvoice ? 'Supplier' : 'Worker'}
            rows={groups}
            total={groupCount > groups.length ? null : invoice}
            withFees={shown.fees.length > 0}
            to={(id) => `${self}?${isInvoice ? 'supplier' : 'worker'}=${id}#lines`}
          />
          {groupCount > groups.length ? (
            <p>
              The first {groups.length} of {counted(groupCount, 'worker')}; the PDF and the CSV have all of
              them.
            </p>
          ) : null}
        </Section>
      </Columns>
      <Lines shown={shown} self={self} />
    </Page>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;

function Lines({ shown, self }: { shown: Shown; self: string }) {
  const { invoice, lines, query, next, first } = shown;
  return (
    <Section
      title="Lines"
      lead={`Every line opens its proof, and leads to the timesheet behind it. Amounts in ${invoice.currency}.`}
      id="lines"
    >
      <FilterChips items={chipsOf(shown, self)} />
      <LineTable
        lines={lines}
        isInvoice={invoice.kind === 'client_invoice'}
        withFees={shown.fees.length > 0}
      />
      <Pager
        next={next && `${next}#lines`}
        previous={first && `${first}#lines`}
        shown={
          filteredBy(query)
            ? counted(lines.length, 'line')
            : `${lines.length} of ${counted(invoice.lineCount, 'line')}`
        }
      />
    </Section>
  );
}

const filteredBy = ({ supplier, costCenter, department, job, worker }: LineQuery) =>
  Boolean(supplier ?? costCenter ?? department ?? job ?? worker);

/** The filter in force, named by what it stands for; removing it shows all lines. */
function chipsOf({ query, costCenters, groups }: Shown, self: string) {
  if (!filteredBy(query)) return [];
  const center = costCenters.find(({ id }) => id === query.costCenter);
  const group = groups.find(({ id }) => id === query.supplier || id === query.worker);
  const label = center ? `${center.code} ${center.name}` : (group?.name ?? 'some of the lines');
  return [{ label: `Only ${label}`, to: `${self}#lines` }];
}

const listOf = (side: string, kind: string) => (side === 'msp' ? `/invoices?kind=${kind}` : '/invoices');

function leadOf(side: string, invoice: Shown['invoice']): string {
  const total = formatMoney(invoice.totalMinor, invoice.currency);
  const period = formatPeriod(invoice);
  if (invoice.kind === 'client_invoice')
    return side === 'client'
      ? `${total} for ${period}.`
      : `${total} from ${invoice.clientName} for ${period}.`;
  if (side === 'supplier') return `${total} to you for work at ${invoice.clientName}, ${period}.`;
  return `${total} to ${invoice.supplierName} for work at ${invoice.clientName}, ${period}.`;
}
