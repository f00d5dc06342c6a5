import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { AuthenticatorFields } from '#app/ui/authenticator.tsx';
import { Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { PasskeyForm } from '#app/ui/passkey.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { enrolAuthenticator, enrolPasskey } from '../commands/enrol-at-the-door.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { enrolForm, enrolPasskeyForm, localPath } from '../forms.ts';
import { offerOf, showOffer, type ShownOffer } from '../offer.server.ts';
import { DoorFrame } from '../parts/door-frame.tsx';
import { readStep } from '../step.server.ts';

export const meta: MetaFunction = () => [{ title: 'Set up your second factor · Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  const step = await readStep(doorstepOf({ request, context }));
  if (!step) return { to, step: null };
  if (step.needs !== 'enrolment') throw redirect('/sign-in/second-factor');
  const { person } = step;
  return { to, step: { organizationName: person.organizationName, offer: showOffer(person, context.now) } };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const door = doorstepOf({ request, context });
  const form = await readForm(request);
  if (form.has('credential')) {
    const passkey = parseForm(enrolPasskeyForm, form);
    if (!passkey.ok)
      return data({ problems: passkey.answer.problems, typed: {}, offer: null }, { status: 422 });
    const answer = await enrolPasskey(door, passkey.value);
    return answer.ok ? goOn(answer.value) : answerNotIn(answer, {});
  }
  // The secret that was scanned stays on the page when its code was mistyped.
  const step = await readStep(door);
  const offer = step ? showOffer(step.person, door.now, offerOf(form)) : null;
  const parsed = parseForm(enrolForm, form);
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {}, offer }, { status: 422 });
  const answer = await enrolAuthenticator(door, parsed.value);
  return answer.ok ? goOn(answer.value) : answerNotIn(answer, {}, { offer });
}

export default function Enrolment() {
  const { to, step } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as (FormAnswer & { offer?: ShownOffer | null }) | undefined;
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
  const offer = answer?.offer ?? step.offer;
  return (
    <DoorFrame
      title="Set up your second factor"
      lead={`Whoever acts for ${step.organizationName} signs in with a password and a second factor. It takes a minute, once.`}
    >
      <PostForm answer={answer}>
        <Hidden name="to" value={to} />
        <AuthenticatorFields {...offer} />
        <SubmitButton>Set up and go on</SubmitButton>
      </PostForm>
      <PasskeyForm
        ceremony="register"
        to="/sign-in/enrolment"
        challengeFrom="/sign-in/enrolment/challenge"
        button="Use a passkey instead"
      >
        <Hidden name="to" value={to} />
        <TextField
          name="name"
          label="Or a passkey: its name"
          hint="This device, your phone or a security key can open the door in place of password and code."
          defaultValue="My device"
          maxLength={60}
          required
        />
      </PasskeyForm>
    </DoorFrame>
  );
}
