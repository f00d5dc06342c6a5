import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { formatMoney } from '#app/values/money.ts';
import { counted } from '../counted.ts';

type Shown = {
  run: { id: string; previewedAt: Date | null };
  program: { currency: string };
  preview: { lines: number; totalMinor: number; bySupplier: unknown[] } | null;
  parked: { decision: string | null }[];
  isHeld: boolean;
  isAsSeen: boolean;
};

/** The next step of a run: look at it, decide what is parked, release it, finalize exactly what is on the page. */
export function RunSteps({ view }: { view: Shown }) {
  const { run } = view;
  return (
    <ButtonRow>
      <Next view={view} />
      <PostButton
        to={`/billing/${run.id}/discard`}
        confirm="Nothing was posted yet. The period stays to be billed, and its approved time waits for the next run."
      >
        Discard
      </PostButton>
    </ButtonRow>
  );
}

function Next({ view: { run, program, preview, parked, isHeld, isAsSeen } }: { view: Shown }) {
  if (!preview || !isAsSeen)
    return (
      <PostButton to={`/billing/${run.id}/preview`} tone="primary">
        {preview ? 'Preview again' : 'Preview it'}
      </PostButton>
    );
  const undecided = parked.filter(({ decision }) => decision === null).length;
  if (undecided > 0)
    return (
      <LinkButton to="#parked" tone="primary">
        Look at {counted(undecided, 'parked charge')}
      </LinkButton>
    );
  if (isHeld) return null;
  const statements = counted(preview.bySupplier.length, 'self-billed statement');
  const issues =
    preview.lines === 0
      ? 'Nothing is billed in this period; it is closed, and the next one follows it.'
      : `Issues documents of ${formatMoney(preview.totalMinor, program.currency)} to the client and ${statements}, and posts the ledger. Issued documents do not change any more.`;
  return (
    <PostButton to={`/billing/${run.id}/finalization`} tone="primary" confirm={issues}>
      {preview.lines === 0 ? 'Close the empty period' : `Finalize ${counted(preview.lines, 'line')}`}
    </PostButton>
  );
}
