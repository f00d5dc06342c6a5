import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, Money } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { Pager } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { today } from '#app/values/week.ts';
import { counted } from '../counted.ts';
import { lineQuery } from '../forms.ts';
import { FundedTable, SettlementTable } from '../parts/settlement-table.tsx';
import { documentOf, fundedLines, predictionsOf, settlementsOf } from '../standing.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Payment of ${data.document.reference} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, url }) => {
  const document = found(await documentOf(ctx, idParam(params)));
  authorize(ctx, 'invoice.read', document);
  const isStatement = document.kind === 'self_bill';
  const day = today(ctx.now, document.timeZone);
  const { rows, next } = isStatement
    ? await fundedLines(ctx, document.id, parseQuery(lineQuery, url).after)
    : { rows: [], next: null };
  const usable = document.kind === 'client_credit' || document.kind === 'overpayment';
  return {
    document,
    steps: await settlementsOf(ctx, document.id),
    expected: isStatement ? ((await predictionsOf(ctx, [document.id], day)).get(document.id) ?? null) : null,
    lines: rows,
    seesRemittances: mayDo(ctx.actor, 'remittance.read'),
    seesReceipts: mayDo(ctx.actor, 'receipt.read'),
    mayUse: usable && document.status === 'issued' && mayDo(ctx.actor, 'receipt.record'),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

const words: Record<string, string> = {
  client_invoice: 'invoice',
  fee_invoice: 'fee invoice',
  self_bill: 'statement',
  client_credit: 'credit memo',
  supplier_credit: 'credit',
  overpayment: 'money on account',
};

export default function MoneyOfDocument() {
  const shown = useLoaderData<typeof loader>();
  const { document, steps, expected, lines, mayUse, next, first } = shown;
  const { currency } = document;
  return (
    <Page
      title={`Payment of ${document.reference}`}
      crumbs={[{ label: document.reference, to: `/invoices/${document.id}` }]}
      status={<Status status={document.status} />}
      lead={`The ${words[document.kind]} over ${formatMoney(document.totalMinor, currency)}, and where its money is.`}
      action={
        mayUse ? (
          <LinkButton to={`/credits/${document.id}/application`} tone="primary">
            Use it on an open document
          </LinkButton>
        ) : null
      }
    >
      <Section title="Where it stands">
        <Facts
          items={[
            { label: 'Total', value: <Money minor={document.totalMinor} currency={currency} /> },
            { label: 'Settled', value: <Money minor={document.settledMinor} currency={currency} /> },
            {
              label: 'Open',
              value: <Money minor={document.totalMinor - document.settledMinor} currency={currency} strong />,
            },
            ...(expected
              ? [
                  {
                    label: expected.certain ? 'Paid on' : 'Expected',
                    value: expected.on ? <DateText date={expected.on} /> : 'not known yet',
                  },
                  { label: 'Why', value: expected.why },
                ]
              : document.totalMinor < 0
                ? []
                : [{ label: 'Due', value: <DateText date={document.dueOn} /> }]),
          ]}
        />
      </Section>
      <Section title="Settled by" lead={`Amounts in ${currency}.`}>
        <SettlementTable
          rows={steps}
          seesReceipts={shown.seesReceipts}
          seesRemittances={shown.seesRemittances}
        />
      </Section>
      {document.kind === 'self_bill' ? (
        <Section
          title="Line by line"
          lead="Funded is a line that the client’s money has reached: the oldest weeks first."
          id="lines"
        >
          <FundedTable rows={lines} />
          <Pager
            next={next && `${next}#lines`}
            previous={first && `${first}#lines`}
            shown={counted(lines.length, 'line')}
          />
        </Section>
      ) : null}
    </Page>
  );
}
