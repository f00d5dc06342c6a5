import { When } from '#app/ui/amount.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { PostButton } from '#app/ui/button.tsx';
import { Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';

type Answer = 'accepted' | 'disputed' | null;
type Given = {
  answer: Answer;
  answerReason: string | null;
  answeredByName: string | null;
  answeredAt: Date | null;
};

/** What the client said to a level. */
export function AnswerGiven({
  level: { answer, answerReason, answeredByName, answeredAt },
  timeZone,
}: {
  level: Given;
  timeZone: string;
}) {
  if (answer === null || answeredAt === null) return null;
  return (
    <Notice
      tone={answer === 'accepted' ? 'good' : 'attention'}
      title={`${answeredByName} ${answer === 'accepted' ? 'accepts' : 'disputes'} it`}
    >
      {answerReason ? <p>“{answerReason}”</p> : null}
      <p>
        <When at={answeredAt} timeZone={timeZone} />
      </p>
    </Notice>
  );
}

/** Accept or dispute; the answer may be changed until the month is frozen. */
export function AnswerForms({
  answer,
  given,
  here,
}: {
  answer?: FormAnswer | null;
  given: Answer;
  /** Address of the level. */
  here: string;
}) {
  return (
    <Section
      title={given === null ? 'Your answer' : 'Change your answer'}
      lead="It holds until the program office freezes the month."
    >
      {given === 'accepted' ? null : (
        <PostButton to={here} fields={{ verb: 'accept' }} tone="primary">
          Accept this level
        </PostButton>
      )}
      <PostForm answer={answer}>
        <Hidden name="verb" value="dispute" />
        <TextArea name="reason" label="What you dispute, and why" rows={3} maxLength={1000} required />
        <ButtonRow>
          <SubmitButton tone="quiet">Dispute it</SubmitButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
