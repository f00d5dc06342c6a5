import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { parseForm } from '#app/platform/http/form.server.ts';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Hidden, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { wayInFor } from '../connections.server.ts';
import { byAddressForm, localPath } from '../forms.ts';
import { domainOf } from '../mapping.ts';
import { AtTheDoor } from '../parts/at-the-door.tsx';

export const meta: MetaFunction = () => [{ title: 'Single sign-on · Muster' }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  return { to };
}

/** Finds the organization by the domain alone: whether the person exists is not said here. */
export async function action({ request, context }: ActionFunctionArgs) {
  const parsed = parseForm(byAddressForm, await readForm(request));
  if (!parsed.ok) return data(parsed.answer, { status: 422 });
  const { email, to } = parsed.value;
  const way = await wayInFor(context.database, email);
  if (way) return redirect(`/sign-in/sso/${way.connectionId}?to=${encodeURIComponent(to)}`);
  const problem = `No single sign-on is set up for ${domainOf(email) ?? 'this address'}. Sign in with your password.`;
  return data({ problems: { email: [problem] }, typed: { email } }, { status: 422 });
}

export default function SignInByAddress() {
  const { to } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <AtTheDoor
      title="Single sign-on"
      lead="Sign in as you do at your own organization. Your address tells which one that is."
    >
      <PostForm answer={answer}>
        <Hidden name="to" value={to} />
        <TextField
          name="email"
          label="E-mail"
          type="email"
          autoComplete="username"
          maxLength={254}
          required
        />
        <SubmitButton>Continue</SubmitButton>
      </PostForm>
    </AtTheDoor>
  );
}
