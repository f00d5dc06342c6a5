import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';

type Run = {
  id: string;
  heldBecause: string | null;
  releasedByName: string | null;
  releasedReason: string | null;
};

/** A run whose total is unusual waits until somebody says why it is right. */
export function HeldRun({
  run,
  isHeld,
  mayDecide,
  answer,
}: {
  run: Run;
  isHeld: boolean;
  mayDecide: boolean;
  answer?: FormAnswer | undefined;
}) {
  if (!run.heldBecause) return null;
  if (!isHeld)
    return (
      <Notice tone="quiet" title="An unusual total, released">
        <p>
          {run.heldBecause} {run.releasedByName} released it: “{run.releasedReason}”
        </p>
      </Notice>
    );
  return (
    <Notice tone="attention" title="This run is held">
      <p>{run.heldBecause} Look at what makes it so large; then release it, or discard the run.</p>
      {mayDecide ? (
        <PostForm to={`/billing/${run.id}/release`} answer={answer} className="mt-3">
          <TextArea
            name="reason"
            label="Why this total is right"
            required
            maxLength={1000}
            rows={2}
            hint="Counts for this total: a greater one is held again."
          />
          <ButtonRow>
            <SubmitButton>Release the run</SubmitButton>
          </ButtonRow>
        </PostForm>
      ) : null}
    </Notice>
  );
}
