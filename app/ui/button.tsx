import { Form, Link, useFormAction, useLocation, useNavigation } from '@remix-run/react';
import type { MouseEvent, ReactNode } from 'react';
import { Hidden } from './field.tsx';
import { useFormState } from './form-answer.tsx';

export type ButtonTone = 'primary' | 'quiet' | 'danger';

/** Whether a post to this address, with these fields, is under way. Always false where scripts do not run. */
function usePosting(to: string | undefined, fields: Record<string, string> = {}): boolean {
  const navigation = useNavigation();
  const address = useFormAction(to);
  if (navigation.state === 'idle' || navigation.formAction !== address) return false;
  return Object.entries(fields).every(([name, value]) => navigation.formData?.get(name) === value);
}

/** A second press while the first is under way does nothing; the button keeps its focus. */
const ignoreWhile = (busy: boolean) => (event: MouseEvent) => {
  if (busy) event.preventDefault();
};

/**
 * Sends the form around it.
 * @param name with `value`: says which of several buttons was pressed
 * @param form `id` of the form, when the button stands outside of it
 * @param to posts the same form to another address; a form of its own cannot stand inside a form
 */
export function SubmitButton({
  children,
  tone = 'primary',
  name,
  value,
  form,
  to,
}: {
  children: ReactNode;
  tone?: ButtonTone;
  name?: string;
  value?: string;
  form?: string;
  to?: string;
}) {
  const around = useFormState();
  const busy = usePosting(to ?? around.to, name && value ? { [name]: value } : {});
  return (
    <button
      type="submit"
      name={name}
      value={value}
      form={form}
      formAction={to}
      className={`button button-${tone}`}
      aria-disabled={busy || undefined}
      onClick={ignoreWhile(busy)}
    >
      {children}
    </button>
  );
}

export type PostButtonProps = {
  /** Address to post to: the verb has an address. */
  to: string;
  children: ReactNode;
  tone?: ButtonTone;
  fields?: Record<string, string>;
  /** A sentence that says what will happen; the button then opens it, and a second one does it. */
  confirm?: string;
};

/** One action in one button, with a small form of its own. It cannot stand inside a `PostForm`: HTML nests no forms. */
export function PostButton({ to, children, tone = 'quiet', fields = {}, confirm }: PostButtonProps) {
  // A new location, also of the same page, closes what was opened before.
  const { key } = useLocation();
  const form = (
    <Form method="post" action={to} className="post-button">
      {Object.entries(fields).map(([name, value]) => (
        <Hidden key={name} name={name} value={value} />
      ))}
      <PostButtonItself to={to} tone={confirm && tone === 'quiet' ? 'primary' : tone} fields={fields}>
        {children}
      </PostButtonItself>
    </Form>
  );
  if (!confirm) return form;
  return (
    <details className="confirm" name="confirm" key={key}>
      <summary className={`button button-${tone}`}>{children}</summary>
      <div className="confirm-body">
        <p>{confirm}</p>
        {form}
      </div>
    </details>
  );
}

function PostButtonItself({ to, children, tone, fields }: PostButtonProps & { tone: ButtonTone }) {
  const busy = usePosting(to, fields);
  return (
    <button
      type="submit"
      className={`button button-${tone}`}
      aria-disabled={busy || undefined}
      onClick={ignoreWhile(busy)}
    >
      {children}
    </button>
  );
}

/**
 * Leads somewhere, looking like the action it begins.
 * @param reload leaves the page the plain way: for downloads and documents
 */
export function LinkButton({
  to,
  children,
  tone = 'quiet',
  reload = false,
}: {
  to: string;
  children: ReactNode;
  tone?: ButtonTone;
  reload?: boolean;
}) {
  return (
    <Link
      to={to}
      prefetch={reload ? 'none' : 'intent'}
      reloadDocument={reload || undefined}
      className={`button button-${tone}`}
    >
      {children}
    </Link>
  );
}

/** Buttons in a row, the main one first. */
export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="button-row">{children}</div>;
}
