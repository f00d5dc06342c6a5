import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { PasskeyForm } from '#app/ui/passkey.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { proveSecondFactor } from '../commands/prove-second-factor.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { codeForm, localPath } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';
import { DemoCode } from '../parts/demo-code.tsx';
import { waysOf } from '../queries.server.ts';
import { readStep } from '../step.server.ts';

export const meta: MetaFunction = () => [{ title: 'Second step · Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  const door = doorstepOf({ request, context });
  const step = await readStep(door);
  if (!step) return { to, step: null };
  if (step.needs !== 'code') throw redirect('/sign-in/enrolment');
  const { person } = step;
  return { to, step: { email: person.email, ...(await waysOf(door, person.accountId)) } };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(codeForm, await readForm(request));
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {} }, { status: 422 });
  const answer = await proveSecondFactor(doorstepOf({ request, context }), parsed.value);
  return answer.ok ? goOn(answer.value) : answerNotIn(answer, {});
}

export default function SecondFactor() {
  const { to, step } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  if (!step) {
    return (
      <DoorFrame
        title="Sign in again"
        lead="Ten minutes have passed, or this was finished in another window."
      >
        <LinkButton to="/sign-in" tone="primary">
          Sign in
        </LinkButton>
      </DoorFrame>
    );
  }
  const { email, hasAuthenticator, hasPasskey, demoCode } = step;
  return (
    <DoorFrame title="Second step" lead={<>Your password is right, {email}. One thing more.</>}>
      {demoCode === undefined ? null : <DemoCode code={demoCode} />}
      <PostForm answer={answer}>
        <Hidden name="to" value={to} />
        <TextField
          name="code"
          label={hasAuthenticator ? 'Code' : 'Recovery code'}
          hint={
            hasAuthenticator
              ? 'The six digits that your authenticator shows now, or one of your recovery codes.'
              : 'Use your passkey below, or one of your recovery codes here.'
          }
          autoComplete="one-time-code"
          maxLength={60}
          required
        />
        <SubmitButton>Go on</SubmitButton>
      </PostForm>
      {hasPasskey ? (
        <PasskeyForm
          ceremony="sign in"
          to="/sign-in/passkey"
          challengeFrom="/sign-in/challenge"
          button="Use a passkey"
          otherwise={<p>Passkeys need a browser that runs scripts.</p>}
        >
          <Hidden name="to" value={to} />
        </PasskeyForm>
      ) : null}
      <Notice tone="quiet">
        Lost your phone and your recovery codes? Ask your administrator to reset your second factor.{' '}
        <Link to="/sign-in">Sign in as somebody else</Link>
      </Notice>
    </DoorFrame>
  );
}
