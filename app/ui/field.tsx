import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { useField, type FieldState } from './form-answer.tsx';

type FieldBasics = {
  /** May be a path such as `splits[0].percent`. */
  name: string;
  label: ReactNode;
  /** What to know before typing. */
  hint?: ReactNode;
  required?: boolean;
};

export type TextFieldProps = FieldBasics & {
  type?: HTMLInputTypeAttribute;
  defaultValue?: string | number | null;
  autoComplete?: string;
  inputMode?: 'text' | 'decimal' | 'numeric' | 'email' | 'tel' | 'url' | 'search' | 'none';
  maxLength?: number;
  min?: string | number;
  max?: string | number;
  step?: string | number;
  /** Stands inside the control after what is typed, such as `/ h`. */
  suffix?: ReactNode;
  /** Stands inside the control before what is typed, such as `USD`. */
  prefix?: ReactNode;
  placeholder?: string;
  readOnly?: boolean;
};

/** One line of text, a number, a date, a password. Passwords are the one thing that is not kept after a refusal. */
export function TextField(props: TextFieldProps) {
  const { name, label, hint, required, type = 'text', defaultValue, suffix, prefix, ...rest } = props;
  const field = useField(name, hint);
  const kept = type === 'password' ? '' : (field.typed ?? defaultValue ?? undefined);
  const figures = rest.inputMode === 'decimal' || rest.inputMode === 'numeric' || type === 'number';
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <span className={figures ? 'control control-figures' : 'control'}>
        {prefix ? <span className="control-affix">{prefix}</span> : null}
        <input
          {...rest}
          {...controlProps(field)}
          name={name}
          type={type}
          required={required}
          defaultValue={kept}
        />
        {suffix ? <span className="control-affix">{suffix}</span> : null}
      </span>
    </FieldFrame>
  );
}

export type TextAreaProps = FieldBasics & {
  defaultValue?: string | null;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
};

/** Several lines of text. */
export function TextArea({ name, label, hint, required, defaultValue, rows = 4, ...rest }: TextAreaProps) {
  const field = useField(name, hint);
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <span className="control">
        <textarea
          {...rest}
          {...controlProps(field)}
          name={name}
          rows={rows}
          required={required}
          defaultValue={field.typed ?? defaultValue ?? undefined}
        />
      </span>
    </FieldFrame>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };

export type SelectFieldProps = FieldBasics & {
  options: Option[];
  /** Stands first and means that nothing was chosen. */
  placeholder?: string;
  defaultValue?: string | null;
};

/** One of a list. */
export function SelectField(props: SelectFieldProps) {
  const { name, label, hint, required, options, placeholder, defaultValue } = props;
  const field = useField(name, hint);
  return (
    <FieldFrame field={field} label={label} hint={hint} required={required}>
      <span className="control control-select">
        <select
          {...controlProps(field)}
          name={name}
          required={required}
          defaultValue={field.typed ?? defaultValue ?? (placeholder === undefined ? undefined : '')}
        >
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      </span>
    </FieldFrame>
  );
}

export type FileFieldProps = FieldBasics & {
  /** File name endings or media types, as in HTML: `.pdf,.docx`. */
  accept?: string;
};

/** A file. A browser never sends a file twice by itself, so after a refusal it says to choose it again. */
export function FileField({ name, label, hint, required, accept }: FileFieldProps) {
  const field = useField(name, hint);
  const again = field.typed !== null ? 'Choose the file again: it was not kept.' : null;
  const told = again ? (
    <>
      {hint} {again}
    </>
  ) : (
    hint
  );
  const describedBy = [told ? field.hintId : '', field.problems.length > 0 ? field.problemId : ''];
  return (
    <FieldFrame field={field} label={label} hint={told} required={required}>
      <span className="control control-file">
        <input
          id={field.id}
          name={name}
          type="file"
          accept={accept}
          required={required}
          aria-invalid={field.problems.length > 0 || undefined}
          aria-describedby={describedBy.filter(Boolean).join(' ') || undefined}
        />
      </span>
    </FieldFrame>
  );
}

/** A value that travels with the form unseen. */
export function Hidden({ name, value }: { name: string; value: string | number }) {
  return <input type="hidden" name={name} value={value} />;
}

/** Fields side by side where there is room. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className="field-row">{children}</div>;
}

/** `id` and the two aria attributes that tie a control to its hint and its problems. */
export function controlProps(field: FieldState) {
  return {
    id: field.id,
    'aria-invalid': field.problems.length > 0 || undefined,
    'aria-describedby': field.describedBy,
  } as const;
}

type FieldFrameProps = {
  field: FieldState;
  label: ReactNode;
  hint?: ReactNode;
  required?: boolean;
  children: ReactNode;
};

/** Label above, hint below it, then the control, then what is wrong. For fields that a slice draws itself. */
export function FieldFrame({ field, label, hint, required, children }: FieldFrameProps) {
  return (
    <div className="field" data-invalid={field.problems.length > 0 ? '' : undefined}>
      <div className="field-label">
        <label htmlFor={field.id}>{label}</label>
        {field.saysOptional && !required ? <span className="field-optional">optional</span> : null}
      </div>
      {hint ? (
        <div className="field-hint" id={field.hintId}>
          {hint}
        </div>
      ) : null}
      {children}
      <FieldProblems field={field} />
    </div>
  );
}

/** What is wrong with a field, in whole sentences. */
export function FieldProblems({ field }: { field: FieldState }) {
  if (field.problems.length === 0) return null;
  return (
    <div className="field-problem" id={field.problemId}>
      {field.problems.map((message) => (
        <p key={message}>{message}</p>
      ))}
    </div>
  );
}
