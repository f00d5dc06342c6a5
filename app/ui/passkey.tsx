import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { useSubmit } from '@remix-run/react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Hidden } from './field.tsx';

/** Whether this browser can do it; false until scripts run, so that nothing is drawn that could not be pressed. */
export function usePasskeys(): boolean {
  const [can, setCan] = useState(false);
  useEffect(() => setCan(browserSupportsWebAuthn()), []);
  return can;
}

type Ceremony = 'sign in' | 'register';

/** What went wrong, as far as a person can do something about it. */
function sayWhy(error: unknown, ceremony: Ceremony): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'InvalidStateError') return 'There is a passkey for this account on this device already.';
  if (name === 'NotAllowedError' || name === 'AbortError')
    return ceremony === 'register'
      ? 'No passkey was made: it was cancelled, or took too long.'
      : 'No passkey was used: it was cancelled, took too long, or there is none for this address.';
  if (name === 'SecurityError') return 'Passkeys work only at the address that this deployment is known by.';
  return 'The passkey could not be used here. Use another way.';
}

async function answerFor(ceremony: Ceremony, from: string): Promise<string> {
  const response = await fetch(from, { method: 'POST', headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(await response.text());
  const options: unknown = await response.json();
  const answer =
    ceremony === 'register'
      ? await startRegistration({
          optionsJSON: options as Parameters<typeof startRegistration>[0]['optionsJSON'],
        })
      : await startAuthentication({
          optionsJSON: options as Parameters<typeof startAuthentication>[0]['optionsJSON'],
        });
  return JSON.stringify(answer);
}

/**
 * A form that is sent with what an authenticator answered, as `credential`. It needs scripts; where they do not run, or the browser
 * knows no passkeys, nothing is drawn but what `otherwise` says.
 * @param challengeFrom the address that asks, by post
 */
export function PasskeyForm({
  ceremony,
  to,
  challengeFrom,
  button,
  tone = 'quiet',
  children,
  otherwise = null,
}: {
  ceremony: Ceremony;
  to: string;
  challengeFrom: string;
  button: string;
  tone?: 'primary' | 'quiet';
  children?: ReactNode;
  otherwise?: ReactNode;
}) {
  const can = usePasskeys();
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!can) return otherwise;
  const press = async () => {
    if (busy || !form.current?.reportValidity()) return;
    setBusy(true);
    setProblem(null);
    try {
      const data = new FormData(form.current);
      data.set('credential', await answerFor(ceremony, challengeFrom));
      submit(data, { method: 'post', action: to });
    } catch (error) {
      setProblem(sayWhy(error, ceremony));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      className="form"
      method="post"
      action={to}
      onSubmit={(event) => {
        event.preventDefault();
        void press();
      }}
    >
      <Hidden name="credential" value="" />
      {children}
      {problem ? (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
      <button type="submit" className={`button button-${tone}`} aria-disabled={busy || undefined}>
        {button}
      </button>
    </form>
  );
}
