import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { takeFlash } from '#app/platform/http/flash.server.ts';
import { Flash, Notice } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { PasskeyForm } from '#app/ui/passkey.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { signIn } from '../commands/sign-in.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { localPath, signInForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  // Nobody is signed in, so the frame that says such things is not there.
  const { flash } = await takeFlash(request);
  return { to, demo: context.demo, flash };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(signInForm, await readForm(request));
  if (!parsed.ok)
    return data({ ...parsed.answer, typed: { email: parsed.answer.typed.email } }, { status: 422 });
  const answer = await signIn(doorstepOf({ request, context }), parsed.value);
  return answer.ok ? goOn(answer.value) : answerNotIn(answer, { email: parsed.value.email });
}

export default function SignIn() {
  const { to, demo, flash } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <DoorFrame title="Sign in">
      {flash ? <Flash flash={flash} /> : null}
      <PostForm answer={answer}>
        <Hidden name="to" value={to} />
        <TextField name="email" label="E-mail" type="email" autoComplete="username" required />
        <TextField
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          required
        />
        <SubmitButton>Sign in</SubmitButton>
      </PostForm>
      <PasskeyForm
        ceremony="sign in"
        to="/sign-in/passkey"
        challengeFrom="/sign-in/challenge"
        button="Sign in with a passkey"
      >
        <Hidden name="to" value={to} />
      </PasskeyForm>
      <p>
        <Link to="/forgot">Forgot your password?</Link>
      </p>
      <p>
        <Link to={to === '/' ? '/sign-in/sso' : `/sign-in/sso?to=${encodeURIComponent(to)}`}>
          Sign in with your organization’s single sign-on
        </Link>
      </p>
      {demo ? (
        <Notice tone="waiting" title="This is the demo">
          Sign in as <code>admin@northgate.example</code>, <code>manager@halden.example</code>,{' '}
          <code>recruiter@cobalt.example</code> or any other persona of the README, with the password{' '}
          <code>muster-demo</code>. The program office’s people are asked for a code too; the page shows it.
        </Notice>
      ) : null}
    </DoorFrame>
  );
}
