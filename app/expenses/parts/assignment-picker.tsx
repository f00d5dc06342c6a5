import { EmptyState } from '#app/ui/feedback.tsx';
import { TextField } from '#app/ui/form.tsx';
import { DataTable, FilterBar, type Column } from '#app/ui/table.tsx';
import { formatPeriod } from '#app/values/period.ts';

type Choice = {
  id: string;
  ref: string;
  workerName: string;
  jobTitle: string;
  clientName: string;
  startsOn: string;
  endsOn: string;
};

type AssignmentPickerProps = {
  choices: Choice[];
  isCut: boolean;
  worker: string | undefined;
  /** The page that goes on with the assignment. */
  to: string;
  isWorker?: boolean;
};

/** The first step where something is entered for an assignment: which one. */
export function AssignmentPicker({ choices, isCut, worker, to, isWorker = false }: AssignmentPickerProps) {
  const columns: Column<Choice>[] = [
    { key: 'worker', header: 'Worker', primary: true, cell: (one) => one.workerName },
    { key: 'assignment', header: 'Assignment', cell: (one) => one.ref },
    { key: 'job', header: 'Job', cell: (one) => one.jobTitle, hideOnPhone: true },
    { key: 'client', header: 'Client', cell: (one) => one.clientName },
    { key: 'dates', header: 'Dates', cell: formatPeriod, hideOnPhone: true },
  ];
  return (
    <>
      {isWorker ? null : (
        <FilterBar>
          <TextField name="worker" label="Worker" type="search" defaultValue={worker} maxLength={80} />
        </FilterBar>
      )}
      <DataTable
        caption="Assignments to choose from"
        columns={columns}
        rows={choices}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `${to}?assignment=${id}`}
        empty={
          <EmptyState
            title={worker ? 'Nobody by that name is on an assignment' : 'No assignment to choose from'}
          >
            Assignments stand here from their first day until 120 days after their last.
          </EmptyState>
        }
      />
      {isCut ? <p className="text-soft">These are the first 50. Search for a worker to see others.</p> : null}
    </>
  );
}
