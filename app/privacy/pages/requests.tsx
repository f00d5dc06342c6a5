import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { listQuery } from '../forms.ts';
import { PrivacyTabs } from '../parts/privacy-tabs.tsx';
import { RequestTable } from '../parts/request-table.tsx';
import { requestsPage } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Privacy \u00b7 Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'privacy.read');
  const query = parseQuery(listQuery, url);
  const { rows, next } = await requestsPage(ctx, query);
  return {
    rows,
    query,
    today: ctx.now.toISOString().slice(0, 10),
    mayRequest: mayDo(ctx.actor, 'privacy.request'),
    seesRules: mayDo(ctx.actor, 'retention.read'),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

const states = ['open', 'fulfilled', 'refused', 'withdrawn'];

export default function Requests() {
  const { rows, query, today, mayRequest, seesRules, next, first } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Privacy"
      lead="What people ask for about themselves. Each request is answered within thirty days."
      action={
        mayRequest ? (
          <LinkButton to="/privacy/new" tone="primary">
            Record a request
          </LinkButton>
        ) : null
      }
    >
      <PrivacyTabs current="requests" seesRules={seesRules} />
      <FilterBar>
        <SelectField
          name="status"
          label="Status"
          placeholder="All"
          defaultValue={query.status}
          options={states.map((value) => ({ value, label: value[0]?.toUpperCase() + value.slice(1) }))}
        />
      </FilterBar>
      <RequestTable
        rows={rows}
        today={today}
        empty={
          <EmptyState title="No request">Record one when a person asks what is known about them.</EmptyState>
        }
      />
      <Pager
        next={next}
        previous={first}
        shown={`${rows.length} ${rows.length === 1 ? 'request' : 'requests'}`}
      />
    </Page>
  );
}
