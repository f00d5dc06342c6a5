import type { MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, keysetPage, pageLink } from '#app/platform/http/params.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { LinkButton, TextField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, FilterBar, FilterChips, Pager, type Column } from '#app/ui/table.tsx';
import { suppliersQuery } from '../forms.ts';
import { SUPPLIERS_PAGE, suppliersPage, type SupplierRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Suppliers · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'program.read');
  const query = parseQuery(suppliersQuery, url);
  const { rows, next } = keysetPage(await suppliersPage(ctx, query), SUPPLIERS_PAGE, (row) => row.id);
  return {
    rows,
    search: query.search,
    next: pageLink(url, next),
    previous: firstPageLink(url),
    can: abilities(ctx, {}, ['supplier.enroll']),
  };
});

const columns: Column<SupplierRow>[] = [
  {
    key: 'name',
    header: 'Supplier',
    primary: true,
    cell: (row) => (
      <>
        <strong>{row.name}</strong>{' '}
        {row.affiliatedWithMsp ? <Badge tone="attention">affiliated with the MSP</Badge> : null}
      </>
    ),
  },
  { key: 'legalName', header: 'Legal name', cell: (row) => row.legalName, hideOnPhone: true },
  {
    key: 'programs',
    header: 'Serves',
    cell: (row) =>
      row.programs.length === 0
        ? 'No program yet'
        : row.programs.map((one, index) => (
            <span key={one.clientId}>
              {index > 0 ? ', ' : ''}
              <Link to={`/programs/${one.clientId}#suppliers`}>{one.code}</Link> tier {one.tier}
            </span>
          )),
  },
];

export default function Suppliers() {
  const { rows, search, next, previous, can } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Suppliers"
      crumbs={[{ label: 'Programs', to: '/programs' }]}
      lead="The staffing firms that supply to the programs. Each is enrolled in a program with a tier: tier 1 is asked first."
      action={can['supplier.enroll'] ? <LinkButton to="/suppliers/new">New supplier</LinkButton> : null}
    >
      <FilterBar>
        <TextField name="search" label="Name" type="search" defaultValue={search} maxLength={100} />
      </FilterBar>
      <FilterChips items={search ? [{ label: `Name: ${search}`, to: '/suppliers' }] : []} />
      <DataTable
        caption="Suppliers by name"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState title={search ? `No supplier is called “${search}”` : 'No suppliers yet'}>
            {search ? 'Look for a part of the name.' : 'Add the first firm, then enroll it in a program.'}
          </EmptyState>
        }
      />
      <Pager next={next} previous={previous} shown={`${rows.length} shown`} />
    </Page>
  );
}
