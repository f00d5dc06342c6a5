import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';

/** A verb that asks for a reason: says what will happen, asks why, and leads back to the person. */
export function ReasonPage(props: {
  title: string;
  /** What the button says. */
  verb: string;
  person: { accountId: string; name: string };
  /** What will happen. */
  lead: string;
  danger?: boolean;
  answer: FormAnswer | null | undefined;
}) {
  const { title, verb, person, lead, danger = false, answer } = props;
  const back = `/people/${person.accountId}`;
  return (
    <Page
      title={title}
      crumbs={[
        { label: 'People', to: '/people' },
        { label: person.name, to: back },
      ]}
    >
      <Section title="Why" lead={lead}>
        <PostForm answer={answer}>
          <TextArea
            name="reason"
            label="Reason"
            hint="It stands in the trail."
            rows={3}
            maxLength={1000}
            required
          />
          <ButtonRow>
            <SubmitButton tone={danger ? 'danger' : 'primary'}>{verb}</SubmitButton>
            <LinkButton to={back}>Leave it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
