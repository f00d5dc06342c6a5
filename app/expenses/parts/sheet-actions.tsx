import { ButtonRow, LinkButton, PostButton } from '#app/ui/button.tsx';
import { CheckboxField, Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { LineFields } from './line-fields.tsx';

type Answer = { answer: FormAnswer | undefined };

/** Which of the page's two forms was refused. */
const answerOf = (answer: FormAnswer | undefined, intent: 'add' | 'submit') =>
  answer?.typed['intent'] === intent ? answer : undefined;

type AddLineProps = Answer & { entry: Parameters<typeof LineFields>[0]['entry'] & { lineId: string } };

/** One line more, with its receipt. */
export function AddLine({ entry, answer }: AddLineProps) {
  if (entry.codes.length === 0)
    return (
      <Section title="Add a line">
        <p>
          The program has no expense codes yet, so nothing can be entered. Ask the program team which expenses
          it pays for.
        </p>
      </Section>
    );
  return (
    <Section title="Add a line" lead="One line for each receipt. A line is kept as soon as it is added.">
      <PostForm answer={answerOf(answer, 'add')} encType="multipart/form-data" key={entry.lineId}>
        <Hidden name="id" value={entry.lineId} />
        <LineFields entry={entry} />
        <ButtonRow>
          <SubmitButton tone="quiet" name="intent" value="add">
            Add line
          </SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

/** Hands the sheet in, in the words of whoever stands by it. */
export function SubmitSheet({ approver, answer }: Answer & { approver: string }) {
  return (
    <Section title="Submit" lead={`${approver} approves the sheet or sends it back with a reason.`}>
      <PostForm answer={answerOf(answer, 'submit')}>
        <CheckboxField
          name="attest"
          label="I attest that this was spent for the assignment and paid back by nobody else"
        />
        <ButtonRow>
          <SubmitButton name="intent" value="submit">
            Submit
          </SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}

type NextActionProps = { id: string; mayDecide: boolean; mayRecall: boolean };

export function NextAction({ id, mayDecide, mayRecall }: NextActionProps) {
  if (mayDecide)
    return (
      <ButtonRow>
        <PostButton to={`/expenses/${id}/approval`} tone="primary">
          Approve
        </PostButton>
        <LinkButton to={`/expenses/${id}/rejection`}>Reject</LinkButton>
      </ButtonRow>
    );
  return mayRecall ? <PostButton to={`/expenses/${id}/recall`}>Take it back</PostButton> : null;
}
