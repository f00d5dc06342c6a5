import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { abilities, authorize } from '#app/platform/authorization/authorize.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Page } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { cadenceLabel, weekdayLabel } from '../labels.ts';
import { programsWithCounts, type ProgramRow } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Programs · Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'program.read');
  // A client has one program; its list is that program.
  if (ctx.actor.clientId) throw redirect(`/programs/${ctx.actor.clientId}`);
  return { programs: await programsWithCounts(ctx), can: abilities(ctx, {}, ['program.configure']) };
});

const columns: Column<ProgramRow>[] = [
  { key: 'client', header: 'Client', primary: true, cell: (row) => row.clientName },
  { key: 'code', header: 'Code', cell: (row) => row.code },
  { key: 'currency', header: 'Currency', cell: (row) => row.currency },
  { key: 'billed', header: 'Billed', cell: (row) => cadenceLabel[row.billingCadence] },
  { key: 'week', header: 'Week ends on', cell: (row) => weekdayLabel(row.weekEndsOn), hideOnPhone: true },
  { key: 'zone', header: 'Time zone', cell: (row) => row.timeZone, hideOnPhone: true },
  { key: 'jobs', header: 'Jobs', align: 'right', cell: (row) => row.jobs.toLocaleString('en') },
  {
    key: 'suppliers',
    header: 'Suppliers',
    align: 'right',
    cell: (row) => row.suppliers.toLocaleString('en'),
  },
];

export default function Programs() {
  const { programs, can } = useLoaderData<typeof loader>();
  const newProgram = can['program.configure'] ? (
    <LinkButton to="/programs/new" tone="primary">
      New program
    </LinkButton>
  ) : null;
  return (
    <Page
      title="Programs"
      lead="One client’s staffing program each: its terms, places, jobs, rates, fees and suppliers."
      action={
        <ButtonRow>
          {newProgram}
          <LinkButton to="/suppliers">Suppliers</LinkButton>
        </ButtonRow>
      }
    >
      <DataTable
        caption="Programs by client"
        columns={columns}
        rows={programs}
        rowKey={(row) => row.clientId}
        rowTo={(row) => `/programs/${row.clientId}`}
        empty={
          <EmptyState title="No program yet" action={newProgram}>
            A program is opened for a client; its people are invited afterwards.
          </EmptyState>
        }
      />
    </Page>
  );
}
