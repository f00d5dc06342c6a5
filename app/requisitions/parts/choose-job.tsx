import { Link } from '@remix-run/react';
import { Rate } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, LinkButton, TextField } from '#app/ui/form.tsx';
import { DataTable, FilterBar, type Column } from '#app/ui/table.tsx';

type Program = { clientId: string; name: string };

export function ChooseProgram({ programs }: { programs: Program[] }) {
  return (
    <DataTable
      caption="Programs"
      rows={programs}
      rowKey={({ clientId }) => clientId}
      rowTo={({ clientId }) => `/requisitions/new?program=${clientId}`}
      columns={[{ key: 'name', header: 'Client', primary: true, cell: ({ name }) => name }]}
      empty={
        <EmptyState title="There is no program yet">A requisition belongs to a client’s program.</EmptyState>
      }
    />
  );
}

type Job = {
  id: string;
  code: string;
  title: string;
  maxBillRate: string | null;
  lowestRate: string | null;
  medianRate: string | null;
};

const rate = (value: string | null) => (value === null ? '–' : <Rate rate={value} />);

function jobColumns(to: (job: Job) => string): Column<Job>[] {
  return [
    { key: 'code', header: 'Code', cell: ({ code }) => code, hideOnPhone: true },
    { key: 'title', header: 'Job', primary: true, cell: ({ title }) => title },
    {
      key: 'lowest',
      header: 'Lowest',
      align: 'right',
      cell: ({ lowestRate }) => rate(lowestRate),
      hideOnPhone: true,
    },
    {
      key: 'median',
      header: 'Median',
      align: 'right',
      cell: ({ medianRate }) => rate(medianRate),
      hideOnPhone: true,
    },
    { key: 'max', header: 'At most an hour', align: 'right', cell: ({ maxBillRate }) => rate(maxBillRate) },
    {
      key: 'choose',
      header: '',
      align: 'right',
      hideOnPhone: true,
      cell: (job) => (
        <Link to={to(job)} aria-label={`Choose ${job.title}`}>
          Choose
        </Link>
      ),
    },
  ];
}

/** A search over the job catalog; a row leads on with that job. */
export function ChooseJob({
  program,
  jobs,
  more,
  q,
}: {
  program: Program;
  jobs: Job[];
  more: boolean;
  q: string;
}) {
  const to = (job: Job) => `/requisitions/new?program=${program.clientId}&job=${job.id}`;
  return (
    <>
      <FilterBar>
        <Hidden name="program" value={program.clientId} />
        <TextField
          name="q"
          label="Job"
          type="search"
          defaultValue={q}
          maxLength={100}
          placeholder="Title or code"
        />
      </FilterBar>
      <DataTable
        caption="Jobs of the catalog"
        rows={jobs}
        rowKey={({ id }) => id}
        rowTo={(job) => to(job)}
        columns={jobColumns(to)}
        empty={
          q ? (
            <EmptyState
              title="No job is called that"
              action={
                <LinkButton to={`/requisitions/new?program=${program.clientId}`}>Show the catalog</LinkButton>
              }
            >
              Every word must occur in the title. A shorter word finds more.
            </EmptyState>
          ) : (
            <EmptyState title="The catalog is empty">
              A program administrator imports a rate card first.
            </EmptyState>
          )
        }
      />
      {more ? <p>There are more. A word of the title finds the one you mean.</p> : null}
    </>
  );
}
