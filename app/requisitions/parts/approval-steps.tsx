import { When } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatMoney } from '#app/values/money.ts';

type Step = {
  position: number;
  roleLabel: string;
  decision: 'granted' | 'rejected' | null;
  decidedByName: string | null;
  decidedAt: Date | string | null;
  reason: string | null;
};
type Trail = {
  status: 'pending' | 'granted' | 'rejected' | 'withdrawn';
  amountMinor: number;
  requestedByName: string;
  steps: Step[];
};

/** Who signed, who is next, and why somebody said no. */
export function ApprovalSteps({
  trail,
  timeZone,
  currency,
}: {
  trail: Trail;
  timeZone: string;
  currency: string;
}) {
  const nextUp =
    trail.status === 'pending' ? trail.steps.find(({ decision }) => decision === null) : undefined;
  const standing = (step: Step) => {
    if (step.decision === 'granted') return <Status status="approved" />;
    if (step.decision === 'rejected') return <Status status="rejected" />;
    if (step === nextUp) return <Status status="pending_approval" label="Waits for this" />;
    return <Status status="draft" label={trail.status === 'pending' ? 'After that' : 'Not needed'} />;
  };
  return (
    <Section
      title="Approval"
      lead={`${trail.requestedByName} asked for ${formatMoney(trail.amountMinor, currency)}${trail.status === 'withdrawn' ? ' and took it back' : ''}.`}
    >
      <DataTable
        caption="Signatures, in their order"
        dense
        rows={trail.steps}
        rowKey={({ position }) => String(position)}
        columns={[
          { key: 'role', header: 'Signature of', primary: true, cell: ({ roleLabel }) => roleLabel },
          { key: 'status', header: 'Decision', cell: standing },
          { key: 'who', header: 'By', cell: ({ decidedByName }) => decidedByName ?? '–' },
          {
            key: 'when',
            header: 'When',
            cell: ({ decidedAt }) => (decidedAt ? <When at={decidedAt} timeZone={timeZone} /> : '–'),
          },
        ]}
        empty="No signature is asked for."
      />
    </Section>
  );
}
