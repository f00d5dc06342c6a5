import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { findReset, resetPassword } from '../commands/reset-password.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { resetForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Choose a new password · Muster' }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const person = await findReset(doorstepOf({ request, context }), params.token ?? '');
  return person ? { email: person.email } : data({ email: null }, { status: 404 });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const parsed = parseForm(resetForm, await readForm(request));
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {} }, { status: 422 });
  const answer = await resetPassword(
    doorstepOf({ request, context }),
    params.token ?? '',
    parsed.value.password,
  );
  if (!answer.ok) return answerNotIn(answer, {});
  return goOn(
    { to: '/sign-in', cookies: answer.value.cookies },
    'Your password is changed. Sign in with it.',
  );
}

export default function Reset() {
  const { email } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  if (email === null) {
    return (
      <DoorFrame title="This link is over" lead="It was used, its hour has passed, or a newer one was sent.">
        <LinkButton to="/forgot" tone="primary">
          Ask for a new one
        </LinkButton>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title="Choose a new password" lead={`For ${email}. Every session of yours ends.`}>
      <PostForm answer={answer}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <TextField
          name="password"
          label="New password"
          hint="At least 12 characters. A few words that do not belong together are easy to remember and hard to guess."
          type="password"
          autoComplete="new-password"
          required
        />
        <SubmitButton>Change the password</SubmitButton>
      </PostForm>
    </DoorFrame>
  );
}
