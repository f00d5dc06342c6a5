import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { MAX_REASON } from '../forms.ts';

/** A verb that asks for a reason: says what will happen, asks why, and leads back. */
export function ReasonPage(props: {
  /** What the page and its button say, such as `Reject`. */
  verb: string;
  requisition: { id: string; ref: string; title: string };
  /** What will happen. */
  lead: string;
  label?: string;
  danger?: boolean;
  answer: FormAnswer | null | undefined;
}) {
  const { verb, requisition, lead, label = 'Why', danger = false, answer } = props;
  const { id, ref, title } = requisition;
  const back = `/requisitions/${id}/details`;
  return (
    <Page
      title={`${verb} ${ref}`}
      crumbs={[
        { label: 'Requisitions', to: '/requisitions' },
        { label: `${ref} ${title}`, to: back },
      ]}
    >
      <Section title={title} lead={lead}>
        <PostForm answer={answer}>
          <TextArea
            name="reason"
            label={label}
            hint="It stands on the timeline."
            rows={3}
            maxLength={MAX_REASON}
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
