import { Form } from '@remix-run/react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { FormAnswer } from '#app/values/result.ts';
import { Hidden } from './field.tsx';
import { FormAnswerProvider, fieldId, useFormState } from './form-answer.tsx';
import { ToneShape } from './icon.tsx';

export { FormAnswerProvider, useField, valueAt, type FieldState } from './form-answer.tsx';
export {
  FieldFrame,
  FieldProblems,
  FieldRow,
  FileField,
  Hidden,
  SelectField,
  TextArea,
  TextField,
  controlProps,
  type FileFieldProps,
  type Option,
  type SelectFieldProps,
  type TextAreaProps,
  type TextFieldProps,
} from './field.tsx';
export {
  CheckboxField,
  CheckboxGroup,
  RadioGroup,
  type CheckboxFieldProps,
  type CheckboxGroupProps,
  type ChoiceOption,
  type RadioGroupProps,
} from './choice.tsx';
export {
  ButtonRow,
  LinkButton,
  PostButton,
  SubmitButton,
  type ButtonTone,
  type PostButtonProps,
} from './button.tsx';

export type PostFormProps = {
  /** Address to post to; the page itself by default. */
  to?: string;
  /** What the action answered when it refused: problems by field, and what was typed. */
  answer?: FormAnswer | null;
  encType?: 'application/x-www-form-urlencoded' | 'multipart/form-data';
  /** Posted as `idempotencyKey`, so that a second press says what already happened. */
  idempotencyKey?: string;
  /** For check boxes and buttons elsewhere on the page that belong to this form. */
  id?: string;
  className?: string;
  children: ReactNode;
};

/** A form that posts, with or without scripts. After a refusal it says what is wrong and keeps what was typed. */
export function PostForm({ to, answer, encType, idempotencyKey, id, className, children }: PostFormProps) {
  return (
    <FormAnswerProvider answer={answer} to={to}>
      <Form
        method="post"
        action={to}
        encType={encType}
        id={id}
        className={className ? `form ${className}` : 'form'}
      >
        {idempotencyKey ? <Hidden name="idempotencyKey" value={idempotencyKey} /> : null}
        <ProblemSummary />
        {children}
      </Form>
    </FormAnswerProvider>
  );
}

/** Everything that is wrong with the form around it, each sentence leading to its field. */
export function ProblemSummary() {
  const { formId, problems } = useFormState();
  const box = useRef<HTMLDivElement>(null);
  const lines = Object.entries(problems).flatMap(([field, messages]) =>
    messages.map((message) => ({ field, message })),
  );
  useEffect(() => {
    if (Object.keys(problems).length > 0) box.current?.focus();
  }, [problems]);
  if (lines.length === 0) return null;
  return (
    <div className="notice tone-wrong problem-summary" role="alert" tabIndex={-1} ref={box}>
      <ToneShape tone="wrong" size={12} />
      <div>
        <p className="notice-title">
          {lines.length === 1 ? 'One thing to put right' : `${lines.length} things to put right`}
        </p>
        <ul>
          {lines.map(({ field, message }) => (
            <li key={`${field} ${message}`}>
              {field === '' ? message : <a href={`#${fieldId(formId, field)}`}>{message}</a>}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
