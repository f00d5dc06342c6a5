import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Page } from '#app/ui/page.tsx';
import { Pager } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';
import { listQuery } from '../forms.ts';
import { ExpectedTable } from '../parts/expected-table.tsx';
import { MoneyTabs } from '../parts/money-tabs.tsx';
import { expectedPage } from '../standing.server.ts';
import { placesOf } from '../tabs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Expected payments · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'remittance.read');
  const { rows, next } = await expectedPage(ctx, parseQuery(listQuery, url));
  return {
    rows,
    side: ctx.actor.side,
    places: placesOf(ctx),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export default function Expected() {
  const { rows, side, places, next, first } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Expected payments"
      lead={
        side === 'supplier'
          ? 'Your statements that are not paid yet: when their money can come, and what it waits for.'
          : 'Statements that are not paid yet, as their suppliers see them.'
      }
    >
      <MoneyTabs places={places} current="expected" />
      <ExpectedTable
        rows={rows}
        side={side}
        empty={<EmptyState title="Nothing is waiting">Every statement that was issued is paid.</EmptyState>}
      />
      <Pager next={next} previous={first} shown={counted(rows.length, 'statement')} />
    </Page>
  );
}
