import { Link } from '@remix-run/react';
import { LinkButton } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { formatDate } from '#app/values/week.ts';
import { counted } from '../counted.ts';

type ToBill = {
  program: { clientId: string; clientName: string; billingCadence: string };
  lastEndsOn: string | null;
  open: (Period & { id: string }) | null;
  next: Period;
  isDue: boolean;
  lines: number;
};

/** Where each program stands: the run that is open, or the period that comes next. */
export function NextPeriods({ programs, mayBill }: { programs: ToBill[]; mayBill: boolean }) {
  return (
    <DataTable
      caption="Programs and the period that each bills next"
      rows={programs}
      rowKey={({ program }) => program.clientId}
      empty={<EmptyState title="No program yet">A program bills once it has approved time.</EmptyState>}
      columns={[
        { key: 'client', header: 'Program', primary: true, cell: ({ program }) => program.clientName },
        {
          key: 'cadence',
          header: 'Billed',
          hideOnPhone: true,
          cell: ({ program }) => program.billingCadence,
        },
        {
          key: 'last',
          header: 'Billed up to',
          cell: ({ lastEndsOn }) => (lastEndsOn ? formatDate(lastEndsOn) : 'nothing yet'),
        },
        { key: 'period', header: 'Next period', cell: ({ open, next }) => formatPeriod(open ?? next) },
        {
          key: 'lines',
          header: 'Approved and waiting',
          align: 'right',
          cell: ({ lines }) => counted(lines, 'line'),
        },
        {
          key: 'action',
          header: '',
          align: 'right',
          cell: (row) => <NextStep row={row} mayBill={mayBill} />,
        },
      ]}
    />
  );
}

function NextStep({ row: { program, open, next, isDue }, mayBill }: { row: ToBill; mayBill: boolean }) {
  if (open) return <Link to={`/billing/${open.id}`}>Continue the open run</Link>;
  if (!isDue) return <span>after {formatDate(next.endsOn)}</span>;
  if (!mayBill) return <Badge tone="waiting">due</Badge>;
  return (
    <LinkButton to={`/billing/new?program=${program.clientId}`} tone="primary">
      Start billing
    </LinkButton>
  );
}
