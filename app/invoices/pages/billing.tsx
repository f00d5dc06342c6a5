import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import { billingQuery } from '../forms.ts';
import { NextPeriods } from '../parts/next-periods.tsx';
import { RunTable } from '../parts/run-table.tsx';
import { programsToBill, runsPage } from '../runs.server.ts';

export const meta: MetaFunction = () => [{ title: 'Billing · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'billing.read');
  const query = parseQuery(billingQuery, url);
  const { rows, next } = await runsPage(ctx, query);
  return {
    query,
    programs: await programsToBill(ctx),
    runs: rows,
    next: pageLink(url, next),
    first: firstPageLink(url),
    can: abilities(ctx, {}, ['billing.run', 'ledger.read', 'correction.read']),
  };
});

export default function Billing() {
  const { query, programs, runs, next, first, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Billing"
      lead="Approved time becomes one invoice for the client and one self-billed statement for each supplier, period by period."
      action={
        <ButtonRow>
          {can['correction.read'] ? <LinkButton to="/corrections">Corrections</LinkButton> : null}
          {can['ledger.read'] ? <LinkButton to="/ledger">Ledger</LinkButton> : null}
        </ButtonRow>
      }
    >
      <Section title="Next to bill">
        <NextPeriods programs={programs} mayBill={can['billing.run']} />
      </Section>
      <Section title="Runs" lead="Newest first.">
        {programs.length > 1 ? (
          <FilterBar>
            <SelectField
              name="client"
              label="Program"
              placeholder="All programs"
              defaultValue={query.client}
              options={programs.map(({ program }) => ({
                value: program.clientId,
                label: program.clientName,
              }))}
            />
          </FilterBar>
        ) : null}
        <RunTable
          runs={runs}
          empty={
            <EmptyState title="Nothing has been billed yet">Start with the first period above.</EmptyState>
          }
        />
        <Pager next={next} previous={first} shown={runs.length === 1 ? '1 run' : `${runs.length} runs`} />
      </Section>
    </Page>
  );
}
