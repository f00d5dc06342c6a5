import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostButton } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Pager } from '#app/ui/table.tsx';
import { taxQuery } from '../forms.ts';
import { RuleFilters } from '../parts/rule-filters.tsx';
import { RuleTable } from '../parts/rule-table.tsx';
import { rulesPage } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Tax rules · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'tax.read', { clientId: ctx.actor.clientId });
  const query = parseQuery(taxQuery, url);
  const { rows, next } = await rulesPage(ctx, query, ctx.now.toISOString().slice(0, 10));
  return {
    rows,
    query,
    next: pageLink(url, next),
    previous: firstPageLink(url),
    can: abilities(ctx, {}, ['tax.configure']),
  };
});

export default function TaxRules() {
  const { rows, query, next, previous, can } = useLoaderData<typeof loader>();
  const configure = can['tax.configure'];
  return (
    <Page
      title="Tax rules"
      lead="What is taxed, where the work is done, for whom, and from when. A document keeps the rule that it was issued under."
      action={
        configure ? (
          <ButtonRow>
            <LinkButton to="/taxes/new" tone="primary">
              New rule
            </LinkButton>
            <PostButton
              to="/taxes/starter"
              confirm="Rules of five states are added, each with its source. A rule that is in force already stays, and the starter’s is left out."
            >
              Load the starter set
            </PostButton>
          </ButtonRow>
        ) : null
      }
    >
      <Notice tone="attention" title="These rules are data, not advice">
        The starter set covers temporary staffing in a few states, without the rates of cities and counties. A
        place without a rule is billed without tax, and the document says so. Have what applies to you
        checked.
      </Notice>
      <RuleFilters query={query} />
      <RuleTable
        rules={rows}
        empty={
          <EmptyState title="No tax rule here">
            {query.region || query.leg || query.serviceClass
              ? 'No rule goes with these filters. Without one, documents carry no tax and say so.'
              : configure
                ? 'Load the starter set, or add the first rule.'
                : 'Documents carry no tax, and say so.'}
          </EmptyState>
        }
      />
      <Pager next={next} previous={previous} shown={`${rows.length} shown`} />
    </Page>
  );
}
