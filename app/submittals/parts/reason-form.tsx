import type { ReactNode } from 'react';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';

type ReasonFormProps = {
  answer: FormAnswer | undefined;
  title: string;
  /** What will happen, before it does. */
  lead: ReactNode;
  label: string;
  hint: string;
  button: string;
  /** Where somebody goes who thinks better of it. */
  back: string;
};

/** A verb that asks why. */
export function ReasonForm({ answer, title, lead, label, hint, button, back }: ReasonFormProps) {
  return (
    <Section title={title} lead={lead}>
      <PostForm answer={answer}>
        <TextArea name="reason" label={label} hint={hint} rows={4} maxLength={1000} required />
        <ButtonRow>
          <SubmitButton tone="danger">{button}</SubmitButton>
          <LinkButton to={back}>Go back</LinkButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
