import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { timelineOf } from '#app/platform/events/events.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, pageLink } from '#app/platform/http/params.server.ts';
import { DateText, Money } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { Facts, Timeline } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { Pager } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';
import { counted } from '../counted.ts';
import { lineQuery } from '../forms.ts';
import { RemittedDocuments, RemittedLines } from '../parts/remitted-tables.tsx';
import { remittanceOf, remittedLines } from '../remittances.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `Remittance ${data.remittance.reference} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, url }) => {
  const remittance = found(await remittanceOf(ctx, idParam(params)));
  authorize(ctx, 'remittance.read', remittance);
  const { rows, next } = await remittedLines(ctx, remittance.id, parseQuery(lineQuery, url).after);
  return {
    side: ctx.actor.side,
    remittance,
    lines: rows,
    entries: await timelineOf(ctx, [remittance.id]),
    mayReturn: mayDo(ctx.actor, 'payment.make') && remittance.status !== 'returned',
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export default function RemittanceAdvice() {
  const { side, remittance, lines, entries, mayReturn, next, first } = useLoaderData<typeof loader>();
  const self = `/remittances/${remittance.id}`;
  const { currency } = remittance;
  return (
    <Page
      title={`Remittance ${remittance.reference}`}
      crumbs={[{ label: 'Remittances', to: '/remittances' }]}
      status={<Status status={remittance.status} />}
      lead={`${formatMoney(remittance.netMinor, currency)} to ${remittance.supplierName} for work at ${remittance.clientName}.`}
      action={
        <ButtonRow>
          <LinkButton to={`${self}/advice.pdf`} reload>
            PDF
          </LinkButton>
          <LinkButton to={`${self}/advice.csv`} reload>
            CSV
          </LinkButton>
          <LinkButton to={`${self}/advice.json`} reload>
            JSON
          </LinkButton>
          {mayReturn ? <LinkButton to={`${self}/return`}>It came back</LinkButton> : null}
        </ButtonRow>
      }
    >
      {remittance.returnedReason ? (
        <Notice tone="attention" title="The bank sent it back">
          {remittance.returnedReason} What it paid is payable again.
        </Notice>
      ) : null}
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} />
          </Section>
        }
      >
        <Section
          title="The payment"
          action={
            <Link to={`/proofs/payments/${remittance.id}`} prefetch="intent">
              Explain this number
            </Link>
          }
        >
          <PaymentFacts remittance={remittance} />
        </Section>
      </Columns>
      <Section title="Documents" lead={`Amounts in ${currency}.`}>
        <RemittedDocuments rows={remittance.documents} netMinor={remittance.netMinor} />
      </Section>
      <Section
        title="Lines"
        lead="With the supplier’s own reference of each assignment, where it gave one."
        id="lines"
      >
        <RemittedLines rows={lines} own={side === 'supplier' ? 'Your reference' : 'Supplier’s reference'} />
        <Pager
          next={next && `${next}#lines`}
          previous={first && `${first}#lines`}
          shown={counted(lines.length, 'line')}
        />
      </Section>
    </Page>
  );
}

type Remittance = ReturnType<typeof useLoaderData<typeof loader>>['remittance'];

function PaymentFacts({ remittance }: { remittance: Remittance }) {
  const { currency } = remittance;
  return (
    <Facts
      items={[
        { label: 'Value date', value: <DateText date={remittance.valueOn} /> },
        { label: 'Method', value: remittance.method },
        { label: 'Account', value: remittance.account },
        { label: 'Bank trace', value: remittance.bankTrace ?? 'not confirmed by the bank yet' },
        {
          label: 'Gross of documents',
          value: <Money minor={remittance.grossMinor} currency={currency} />,
        },
        ...remittance.deductions.map(({ label, amountMinor }) => ({
          label,
          value: <Money minor={amountMinor} currency={currency} />,
        })),
        { label: 'Net', value: <Money minor={remittance.netMinor} currency={currency} strong /> },
      ]}
    />
  );
}
