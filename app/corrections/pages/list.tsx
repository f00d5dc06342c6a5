import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { firstPageLink, pageLink } from '#app/platform/http/params.server.ts';
import { When } from '#app/ui/amount.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { SelectField } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { Status, statusWord } from '#app/ui/status.tsx';
import { DataTable, FilterBar, Pager, type Column } from '#app/ui/table.tsx';
import { correctionQuery } from '../forms.ts';
import { correctionsPage, programsToCorrect } from '../queries.server.ts';
import { reasonCodes, type ReasonCode } from '../reasons.ts';
import { correctionRef, counted, signedMoney } from '../reference.ts';

export const meta: MetaFunction = () => [{ title: 'Corrections · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'correction.read');
  const query = parseQuery(correctionQuery, url);
  const { rows, next } = await correctionsPage(ctx, query);
  return {
    query,
    rows: rows.map(({ preview, ...row }) => ({
      ...row,
      lineCount: preview.lines.length,
      clientMinor: preview.client.netMinor,
      supplierMinor: preview.supplier.netMinor,
    })),
    programs: await programsToCorrect(ctx),
    mayPropose: mayDo(ctx.actor, 'correction.propose'),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

const statuses = ['draft', 'pending_approval', 'issued', 'rejected', 'cancelled'];

export default function Corrections() {
  const { query, rows, programs, mayPropose, next, first } = useLoaderData<typeof loader>();
  const isFiltered = Boolean(query.client ?? query.status);
  return (
    <Page
      title="Corrections"
      lead="What takes back or replaces what was billed: seen before it is made, approved by a second person, issued on both sides at once."
      action={
        mayPropose ? (
          <LinkButton to="/invoices?kind=client_invoice">Find an invoice to correct</LinkButton>
        ) : null
      }
    >
      <FilterBar>
        {programs.length > 1 ? (
          <SelectField
            name="program"
            label="Program"
            placeholder="All programs"
            defaultValue={query.client}
            options={programs}
          />
        ) : null}
        <SelectField
          name="status"
          label="Status"
          placeholder="Any"
          defaultValue={query.status}
          options={statuses.map((value) => ({ value, label: statusWord(value) }))}
        />
      </FilterBar>
      <DataTable
        caption="Corrections, newest first"
        rows={rows}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `/corrections/${id}`}
        columns={columns}
        empty={
          isFiltered ? (
            <EmptyState
              title="No correction fits"
              action={<LinkButton to="/corrections">Show all</LinkButton>}
            />
          ) : (
            <EmptyState title="Nothing was corrected yet">
              A correction begins at the lines of a client’s invoice, or at an assignment whose rates were
              agreed anew.
            </EmptyState>
          )
        }
      />
      {rows.length > 0 ? (
        <Pager next={next} previous={first} shown={counted(rows.length, 'correction')} />
      ) : null}
    </Page>
  );
}

type Row = {
  id: string;
  number: number;
  clientName: string;
  reasonCode: ReasonCode;
  lineCount: number;
  clientMinor: number;
  supplierMinor: number;
  currency: string;
  createdByName: string;
  createdAt: Date;
  timeZone: string;
  status: string;
};

const columns: Column<Row>[] = [
  { key: 'ref', header: 'Correction', primary: true, cell: ({ number }) => correctionRef(number) },
  { key: 'client', header: 'Client', cell: ({ clientName }) => clientName },
  { key: 'reason', header: 'Reason', cell: ({ reasonCode }) => reasonCodes[reasonCode], hideOnPhone: true },
  { key: 'lines', header: 'Lines', align: 'right', cell: ({ lineCount }) => lineCount },
  {
    key: 'clientMinor',
    header: 'Client pays',
    align: 'right',
    cell: ({ clientMinor, currency }) => <span className="figure">{signedMoney(clientMinor, currency)}</span>,
  },
  {
    key: 'supplierMinor',
    header: 'Suppliers get',
    align: 'right',
    cell: ({ supplierMinor }) => <span className="figure">{signedMoney(supplierMinor)}</span>,
  },
  {
    key: 'by',
    header: 'Drafted',
    hideOnPhone: true,
    cell: ({ createdByName, createdAt, timeZone }) => (
      <>
        {createdByName}, <When at={createdAt} timeZone={timeZone} />
      </>
    ),
  },
  { key: 'status', header: 'Status', cell: ({ status }) => <Status status={status} /> },
];
