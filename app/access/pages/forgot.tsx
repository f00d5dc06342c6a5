import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Link, useActionData, useSearchParams } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn } from '../answer.server.ts';
import { requestReset } from '../commands/request-reset.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { forgotForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Forgot your password? · Muster' }];

export async function loader({ context }: LoaderFunctionArgs) {
  if (await context.actor()) throw redirect('/account/password');
  return null;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(forgotForm, await readForm(request));
  if (!parsed.ok) return data(parsed.answer, { status: 422 });
  const answer = await requestReset(doorstepOf({ request, context }), parsed.value.email);
  return answer.ok ? redirect('/forgot?sent=1') : answerNotIn(answer, parsed.typed);
}

export default function Forgot() {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const [search] = useSearchParams();
  if (search.has('sent') && !answer) {
    return (
      <DoorFrame title="Look into your mailbox">
        <Notice tone="good">
          If somebody here has that address and a password, a link is on its way. It works once and for one
          hour; a newer one ends the ones before.
        </Notice>
        <p>
          Nothing came? Look among unwanted mail, <Link to="/forgot">ask again</Link>, or ask your
          administrator whether you sign in through your organization.
        </p>
        <LinkButton to="/sign-in" tone="primary">
          Back to signing in
        </LinkButton>
      </DoorFrame>
    );
  }
  return (
    <DoorFrame
      title="Forgot your password?"
      lead="Enter your address, and we send a link to choose a new one."
    >
      <PostForm answer={answer}>
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          maxLength={254}
          required
        />
        <SubmitButton>Send the link</SubmitButton>
      </PostForm>
      <p>
        <Link to="/sign-in">Back to signing in</Link>
      </p>
    </DoorFrame>
  );
}
