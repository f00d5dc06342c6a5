import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, idParam, keysetPage, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { DataTable, FilterBar, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { jobsQuery } from '../forms.ts';
import { asks, RateOrNone } from '../parts/rates.tsx';
import { programOf } from '../public.server.ts';
import { jobCountOf } from '../queries.server.ts';
import { JOBS_PAGE, jobsPage, type JobRow } from '../rate-card-queries.server.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Jobs · ${data?.program.clientName ?? 'Program'} · Muster` },
];

export const loader = page(async (ctx, { params, url }) => {
  const program = found(await programOf(ctx, idParam(params, 'clientId')));
  authorize(ctx, 'program.read', program);
  const query = parseQuery(jobsQuery, url);
  const { rows, next } = keysetPage(await jobsPage(ctx, program.clientId, query), JOBS_PAGE, (row) => row.id);
  return {
    program,
    rows,
    search: query.search,
    total: await jobCountOf(ctx, program.clientId),
    next: pageLink(url, next),
    previous: firstPageLink(url),
    can: abilities(ctx, program, ['rateCard.import']),
  };
});

const columnsFor = (currency: string): Column<JobRow>[] => [
  { key: 'title', header: 'Job', primary: true, cell: (row) => row.title },
  { key: 'code', header: 'Code', cell: (row) => <code>{row.code}</code> },
  { key: 'asks', header: 'Asks for', cell: (row) => asks(row.minEducation, row.minYears), hideOnPhone: true },
  {
    key: 'lowest',
    header: 'Lowest',
    align: 'right',
    cell: (row) => <RateOrNone rate={row.lowestRate} />,
    hideOnPhone: true,
  },
  {
    key: 'median',
    header: 'Median',
    align: 'right',
    cell: (row) => <RateOrNone rate={row.medianRate} />,
    hideOnPhone: true,
  },
  {
    key: 'max',
    header: `Maximum, ${currency} / h`,
    align: 'right',
    cell: (row) => (
      <strong>
        <RateOrNone rate={row.maxBillRate} />
      </strong>
    ),
  },
];

export default function Jobs() {
  const { program, rows, search, total, next, previous, can } = useLoaderData<typeof loader>();
  const here = `/programs/${program.clientId}`;
  const importCard = can['rateCard.import'] ? (
    <LinkButton to={`${here}/rate-card/import`} tone="primary">
      Import a rate card
    </LinkButton>
  ) : null;
  return (
    <Page
      title="Jobs and rate card"
      crumbs={[
        { label: 'Programs', to: '/programs' },
        { label: program.clientName, to: here },
      ]}
      lead="The catalog that requisitions are drafted from, with the most that may be billed for an hour today."
      action={importCard}
    >
      <FilterBar>
        <TextField name="search" label="Title or code" type="search" defaultValue={search} maxLength={100} />
      </FilterBar>
      <FilterChips items={search ? [{ label: `Title or code: ${search}`, to: `${here}/jobs` }] : []} />
      <DataTable
        caption="Jobs by title"
        columns={columnsFor(program.currency)}
        rows={rows}
        rowKey={(row) => row.id}
        rowTo={(row) => `${here}/jobs/${row.id}`}
        dense
        empty={
          search ? (
            <EmptyState title={`No job holds “${search}”`}>
              Every word must be in the title, in any order; or enter a whole code.
            </EmptyState>
          ) : (
            <EmptyState title="No job yet" action={importCard}>
              Jobs and their maximum bill rates come from a rate card.
            </EmptyState>
          )
        }
      />
      <Pager
        next={next}
        previous={previous}
        shown={search ? `${rows.length} shown` : `${rows.length} of ${total.toLocaleString('en')}`}
      />
    </Page>
  );
}
