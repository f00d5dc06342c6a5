import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, pageLink } from '#app/platform/http/params.server.ts';
import { Money, When } from '#app/ui/amount.tsx';
import { LinkButton, SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { formatMonth } from '#app/values/week.ts';
import { comparisonOf } from '../actual.server.ts';
import { accrualClasses, className } from '../classes.ts';
import { linesQuery } from '../forms.ts';
import { ComparedWithBilled } from '../parts/compared.tsx';
import { AccrualLines } from '../parts/line-table.tsx';
import { AccrualSummary } from '../parts/summary.tsx';
import { accrualOf, linesPage, postedLines, summaryOf } from '../queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Accrual ${data ? formatMonth(data.accrual.month.slice(0, 7)) : ''} · Muster` },
];

export const loader = page(async (ctx, { params, url }) => {
  const accrual = found(await accrualOf(ctx, idParam(params)));
  authorize(ctx, 'accrual.read', accrual);
  const query = parseQuery(linesQuery, url);
  const { rows, next } = await linesPage(ctx, accrual.id, query);
  return {
    ...{ accrual, query, rows, next: pageLink(url, next), first: firstPageLink(url) },
    summary: await summaryOf(ctx, postedLines(accrual.id)),
    comparison: await comparisonOf(ctx, accrual),
    isMsp: ctx.actor.side === 'msp',
    can: abilities(ctx, accrual, ['ledger.read']),
  };
});

export default function AccrualPage() {
  const { accrual, query, rows, next, first, summary, comparison, isMsp, can } =
    useLoaderData<typeof loader>();
  const { id, clientId, clientName, currency, timeZone, createdByName, createdAt } = accrual;
  const month = formatMonth(accrual.month.slice(0, 7));
  return (
    <Page
      title={`Accrual of ${month}`}
      crumbs={[
        { label: 'Accruals', to: isMsp ? `/accruals?program=${clientId}` : '/accruals' },
        { label: clientName },
      ]}
      wide
      lead={
        <p>
          <Money minor={accrual.clientMinor} currency={currency} strong /> earned and not invoiced, posted by{' '}
          {createdByName} on <When at={createdAt} timeZone={timeZone} /> and taken back on the first of the
          next month. <Link to={`/proofs/accruals/${id}`}>Explain this number</Link>{' '}
          {can['ledger.read'] ? (
            <Link to={`/ledger?program=${clientId}&asOf=${accrual.asOf}`}>The ledger then</Link>
          ) : null}
        </p>
      }
      action={
        <LinkButton to={`/accruals/${id}/lines.csv`} reload>
          CSV
        </LinkButton>
      }
    >
      <ComparedWithBilled accruedMinor={accrual.clientMinor} currency={currency} comparison={comparison} />
      <AccrualSummary summary={summary} withSupply={isMsp} />
      <Section title="Lines" lead="Each says how it came about.">
        <FilterBar>
          <SelectField
            name="only"
            label="Class"
            placeholder="All"
            defaultValue={query.only}
            options={accrualClasses.map((value) => ({ value, label: className(value) }))}
          />
        </FilterBar>
        <AccrualLines rows={rows} withSupply={isMsp} />
        {rows.length > 0 ? <Pager next={next} previous={first} shown={`${rows.length} shown`} /> : null}
      </Section>
    </Page>
  );
}
