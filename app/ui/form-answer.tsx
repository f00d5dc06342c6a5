import { createContext, useContext, useId, useMemo, type ReactNode } from 'react';
import type { FormAnswer, ProblemsByField } from '#app/values/result.ts';

/**
 * What was typed into the field with this name. The name may be a path such as `splits[0].percent`;
 * the record may be nested, as a form parser gives it, or flat.
 */
export function valueAt(typed: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(typed, path)) return typed[path];
  let value: unknown = typed;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.entries(value).find(([key]) => key === step)?.[1];
  }
  return value;
}

type FormState = {
  /** Starts the id of every field, so that two forms on a page may have fields of one name. */
  formId: string;
  /** Address the form posts to, as written; buttons compare it with what is under way. */
  to: string | undefined;
  problems: ProblemsByField;
  /** Null until the form was posted and refused. */
  typed: Record<string, unknown> | null;
  /** Whether fields that may stay empty say so; filters do not. */
  saysOptional: boolean;
};

const emptyForm: FormState = { formId: 'f', to: undefined, problems: {}, typed: null, saysOptional: false };
const FormContext = createContext<FormState>(emptyForm);

export const useFormState = () => useContext(FormContext);

/** Hands the problems and what was typed to the fields inside. `PostForm` does this by itself. */
export function FormAnswerProvider({
  answer,
  to,
  children,
}: {
  answer?: FormAnswer | null;
  to?: string;
  children: ReactNode;
}) {
  const id = useId();
  const state = useMemo<FormState>(
    () => ({
      formId: `f${id.replaceAll(':', '')}`,
      to,
      problems: answer?.problems ?? {},
      typed: answer?.typed ?? null,
      saysOptional: true,
    }),
    [id, to, answer],
  );
  return <FormContext.Provider value={state}>{children}</FormContext.Provider>;
}

/** The id of a field's control, so that the summary of problems can lead to it. */
export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace(/[^\w-]+/g, '-').replace(/-$/, '')}`;
}

export type FieldState = {
  id: string;
  problems: string[];
  /** Value for `aria-describedby`: hint and problems, where there are any. */
  describedBy: string | undefined;
  hintId: string;
  problemId: string;
  /** Null until the form was posted and refused; then what was typed, empty where nothing was. */
  typed: string | null;
  /** As `typed`, where one name may carry several values. */
  typedList: string[] | null;
  saysOptional: boolean;
};

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Everything a control needs to know of the form around it. For fields that a slice draws itself. */
export function useField(name: string, hint?: ReactNode): FieldState {
  const form = useContext(FormContext);
  const soloId = useId().replaceAll(':', '');
  const id = fieldId(form === emptyForm ? `f${soloId}` : form.formId, name);
  const problems = form.problems[name] ?? [];
  const value = form.typed ? valueAt(form.typed, name) : undefined;
  const described = [hint ? `${id}-hint` : '', problems.length > 0 ? `${id}-problem` : ''].filter(Boolean);
  return {
    id,
    problems,
    describedBy: described.length > 0 ? described.join(' ') : undefined,
    hintId: `${id}-hint`,
    problemId: `${id}-problem`,
    typed: form.typed ? textOf(Array.isArray(value) ? value[0] : value) : null,
    typedList: form.typed ? (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean) : null,
    saysOptional: form.saysOptional,
  };
}
