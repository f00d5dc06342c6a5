import type { ReactNode } from 'react';
import { FieldProblems, type Option } from './field.tsx';
import { useField, type FieldState } from './form-answer.tsx';

export type CheckboxFieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** What is posted when ticked. */
  value?: string;
  defaultChecked?: boolean;
  required?: boolean;
};

/** One thing that is so or not, such as an attestation. */
export function CheckboxField(props: CheckboxFieldProps) {
  const { name, label, hint, value = 'on', defaultChecked, required } = props;
  const field = useField(name, hint);
  return (
    <div className="field" data-invalid={field.problems.length > 0 ? '' : undefined}>
      <label className="choice">
        <input
          type="checkbox"
          id={field.id}
          name={name}
          value={value}
          required={required}
          defaultChecked={field.typed === null ? defaultChecked : field.typed !== ''}
          aria-invalid={field.problems.length > 0 || undefined}
          aria-describedby={field.describedBy}
        />
        <span>{label}</span>
      </label>
      {hint ? (
        <div className="field-hint choice-hint" id={field.hintId}>
          {hint}
        </div>
      ) : null}
      <FieldProblems field={field} />
    </div>
  );
}

export type ChoiceOption = Option & { hint?: ReactNode };

export type CheckboxGroupProps = {
  /** Every box posts under this name. */
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  options: ChoiceOption[];
  defaultValues?: string[];
};

/** Any number of a list. */
export function CheckboxGroup({ name, legend, hint, options, defaultValues = [] }: CheckboxGroupProps) {
  const field = useField(name, hint);
  return (
    <ChoiceFrame field={field} legend={legend} hint={hint}>
      <Choices
        type="checkbox"
        name={name}
        field={field}
        options={options}
        chosen={field.typedList ?? defaultValues}
      />
    </ChoiceFrame>
  );
}

export type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  hint?: ReactNode;
  options: ChoiceOption[];
  defaultValue?: string | null;
  required?: boolean;
};

/** Exactly one of a few, all of them in sight. */
export function RadioGroup({ name, legend, hint, options, defaultValue, required }: RadioGroupProps) {
  const field = useField(name, hint);
  const chosen = field.typed ?? defaultValue;
  return (
    <ChoiceFrame field={field} legend={legend} hint={hint}>
      <Choices
        type="radio"
        name={name}
        field={field}
        options={options}
        chosen={chosen ? [chosen] : []}
        required={required}
      />
    </ChoiceFrame>
  );
}

type ChoicesProps = {
  type: 'checkbox' | 'radio';
  name: string;
  field: FieldState;
  options: ChoiceOption[];
  chosen: string[];
  required?: boolean;
};

/** The first choice carries the field's id, so that the summary of problems leads to it. */
function Choices({ type, name, field, options, chosen, required }: ChoicesProps) {
  return (
    <>
      {options.map((option, index) => (
        <label className="choice" key={option.value}>
          <input
            type={type}
            id={index === 0 ? field.id : undefined}
            name={name}
            value={option.value}
            disabled={option.disabled}
            required={required}
            defaultChecked={chosen.includes(option.value)}
          />
          <span>
            {option.label}
            {option.hint ? <span className="choice-note">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </>
  );
}

type ChoiceFrameProps = { field: FieldState; legend: ReactNode; hint?: ReactNode; children: ReactNode };

function ChoiceFrame({ field, legend, hint, children }: ChoiceFrameProps) {
  return (
    <fieldset
      className="field choices"
      data-invalid={field.problems.length > 0 ? '' : undefined}
      aria-describedby={field.describedBy}
    >
      <legend className="field-label">{legend}</legend>
      {hint ? (
        <div className="field-hint" id={field.hintId}>
          {hint}
        </div>
      ) : null}
      {children}
      <FieldProblems field={field} />
    </fieldset>
  );
}
