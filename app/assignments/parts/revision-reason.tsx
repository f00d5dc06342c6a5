import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';

/** A revision comes to an end with a reason: says what will happen, asks why, and leads back. */
export function RevisionReason(props: {
  /** What the page and its button say, such as `Decline`. */
  verb: string;
  revision: { id: string; number: number; ref: string; workerName: string; assignmentId: string };
  lead: string;
  answer: FormAnswer | undefined;
}) {
  const { verb, revision, lead, answer } = props;
  const back = `/revisions/${revision.id}`;
  return (
    <Page
      title={`${verb} revision ${revision.number}`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${revision.ref} ${revision.workerName}`, to: `/assignments/${revision.assignmentId}` },
        { label: `Revision ${revision.number}`, to: back },
      ]}
    >
      <Section title="Why" lead={lead}>
        <PostForm answer={answer}>
          <TextArea
            name="reason"
            label="Reason"
            hint="Both sides read it on the timeline."
            rows={3}
            maxLength={1000}
            required
          />
          <ButtonRow>
            <SubmitButton tone="danger">{verb}</SubmitButton>
            <LinkButton to={back}>Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
