import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { parseForm } from '#app/platform/http/form.server.ts';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { byField } from '#app/values/result.ts';
import { signIn } from '../commands/sign-in.server.ts';
import { localPath, signInForm } from '../forms.ts';
import { openSession } from '../session.server.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Sign in · Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  return { to, demo: context.demo };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(signInForm, await readForm(request));
  if (!parsed.ok)
    return data({ ...parsed.answer, typed: { email: parsed.answer.typed.email } }, { status: 422 });
  const { email, password, to } = parsed.value;
  const result = await signIn(context.database, email, password);
  if (!result.ok) {
    const problems = result.refusal.kind === 'invalid' ? byField(result.refusal.problems) : {};
    return data({ problems, typed: { email } }, { status: 422 });
  }
  const cookie = await openSession(
    context.database,
    context.baseUrl,
    result.value.accountId,
    result.value.membershipId,
  );
  return redirect(to, { headers: { 'Set-Cookie': cookie } });
}

export default function SignIn() {
  const { to, demo } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DoorFrame title="Sign in">
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
      <p>
        <Link to={to === '/' ? '/sign-in/sso' : `/sign-in/sso?to=${encodeURIComponent(to)}`}>
          Sign in with your organization’s single sign-on
        </Link>
      </p>
      {demo ? (
        <Notice tone="waiting" title="This is the demo">
          Sign in as <code>admin@northgate.example</code>, <code>manager@halden.example</code>,{' '}
          <code>recruiter@cobalt.example</code> or any other persona of the README, with the password{' '}
          <code>muster-demo</code>.
        </Notice>
      ) : null}
    </DoorFrame>
  );
}
