import { ButtonRow, LinkButton, PostForm, SubmitButton, TextArea } from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { MAX_REASON } from '../forms.ts';

type ReasonFormProps = {
  answer: FormAnswer | undefined;
  hint: string;
  press: string;
  back: string;
  keep: string;
};

/** A verb that needs a reason. */
export function ReasonForm({ answer, hint, press, back, keep }: ReasonFormProps) {
  return (
    <PostForm answer={answer}>
      <TextArea name="reason" label="Reason" hint={hint} rows={3} maxLength={MAX_REASON} required />
      <ButtonRow>
        <SubmitButton tone="danger">{press}</SubmitButton>
        <LinkButton to={back}>{keep}</LinkButton>
      </ButtonRow>
    </PostForm>
  );
}
