import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { LinkButton } from '#app/ui/form.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { signInWithPasskey } from '../commands/sign-in.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { passkeySignInForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · Muster' }];

// No redirect: loaders run after a refusal too, and it is to be read.
export const loader = () => null;

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(passkeySignInForm, await readForm(request));
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {} }, { status: 422 });
  const answer = await signInWithPasskey(doorstepOf({ request, context }), parsed.value);
  return answer.ok ? goOn(answer.value) : answerNotIn(answer, {});
}

/** Drawn where a passkey was refused, and for whoever comes to the address by hand. */
export default function PasskeySignIn() {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [first] = Object.values(answer?.problems ?? {}).flat();
  return (
    <DoorFrame title={first ? 'That passkey does not open this door' : 'Sign in with a passkey'}>
      {first ? (
        <Notice tone="wrong">{first}</Notice>
      ) : (
        <p>Passkeys are used from the page where one signs in.</p>
      )}
      <LinkButton to="/sign-in" tone="primary">
        Back to signing in
      </LinkButton>
    </DoorFrame>
  );
}
