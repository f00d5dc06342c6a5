import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { FilterChips, Pager } from '#app/ui/table.tsx';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import { monthsAsked, namesOf } from '../dashboard.server.ts';
import { linesQuery, spendLink } from '../forms.ts';
import { linesBehind, sumBehind } from '../lines.server.ts';
import { LinesTable } from '../parts/lines-table.tsx';
import { spendChoices } from '../queries.server.ts';
import { formatMonths } from '../says.ts';
import { scopeOf } from '../scope.server.ts';

export const meta: MetaFunction = () => [{ title: 'Lines behind the figures · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'spend.read');
  const { after, month, from, to, view, ...filters } = parseQuery(linesQuery, url);
  const scope = found(await scopeOf(ctx, { client: filters.client, view }));
  const months = await monthsAsked(ctx, scope, { ...filters, view, month, from, to });
  const lines = await linesBehind(ctx, scope, filters, months, after);
  const narrowed = filters.supplier ?? filters.department ?? filters.job;
  return {
    lines: lines.rows,
    next: pageLink(url, lines.next),
    previous: firstPageLink(url),
    sum: await sumBehind(ctx, scope, filters, months),
    names: await namesOf(ctx, scope, filters, narrowed ? await spendChoices(ctx, scope) : []),
    filters,
    months,
    view: scope.view,
    currency: scope.currency,
    side: ctx.actor.side,
    hasSeveralClients: scope.clientId === null && scope.programs.length > 1,
  };
});

export default function Lines() {
  const { lines, next, previous, sum, names, filters, months, view, currency, side, hasSeveralClients } =
    useLoaderData<typeof loader>();
  const home = side === 'supplier' ? 'Earnings' : 'Spend';
  return (
    <Page
      wide
      title={[formatMonths(months), ...names.map(({ name }) => name)].join(' · ')}
      crumbs={[{ label: home, to: spendLink('/spend', { ...filters, view }) }, { label: 'Lines' }]}
      lead={
        <p>
          {formatMoney(sum.totalMinor, currency)} for {formatHours(sum.minutes)} h, line by line. Each line is
          on one {view === 'earnings' ? 'statement' : 'invoice'}, and its total opens its proof.{' '}
          <Link to={spendLink('/proofs/spend', { ...filters, view, months })} prefetch="intent">
            Explain this number
          </Link>
        </p>
      }
      action={<LinkButton to={spendLink('/spend', { ...filters, view })}>Back to the charts</LinkButton>}
    >
      <FilterChips
        items={names.map(({ key, name }) => ({
          label: name,
          to: spendLink('/spend/lines', { ...filters, [key]: undefined, view, months }),
        }))}
      />
      <LinesTable
        lines={lines}
        showsClient={side !== 'client' && hasSeveralClients}
        showsSupplier={side !== 'supplier'}
        document={view === 'earnings' ? 'Statement' : 'Invoice'}
        side={view === 'earnings' ? 'supplier' : 'client'}
        empty={
          <EmptyState
            title="No lines here"
            action={<LinkButton to={spendLink('/spend', { view })}>See all figures</LinkButton>}
          >
            Nothing was billed in these months that matches. Remove a filter, or go back to the charts.
          </EmptyState>
        }
      />
      <Pager
        next={next}
        previous={previous}
        shown={lines.length === 1 ? '1 line' : `${lines.length} lines`}
      />
    </Page>
  );
}
