import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { useEffect } from 'react';
import { z } from 'zod';
import { parseForm } from '#app/platform/http/form.server.ts';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { startSignIn } from '../commands/start-sign-in.server.ts';
import { wayInOf } from '../connections.server.ts';
import { localPath, startForm } from '../forms.ts';
import { AtTheDoor } from '../parts/at-the-door.tsx';
import { problems } from '../problems.ts';

export const meta: MetaFunction = () => [{ title: 'Single sign-on · Muster' }];

const connectionId = (params: { connectionId?: string }) => {
  const parsed = z.uuid().safeParse(params.connectionId?.toLowerCase());
  return parsed.success ? parsed.data : '00000000-0000-0000-0000-000000000000';
};

/** Only shows the button: nothing begins by following a link. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const to = localPath.parse(readAddress(request).searchParams.get('to') ?? '/');
  if (await context.actor()) throw redirect(to);
  const way = await wayInOf(context.database, connectionId(params));
  return data(
    { to, organizationName: way?.organizationName ?? null },
    { status: way ? 200 : problems.off.status },
  );
}

/**
 * Begins at the provider. The answer is a page and not a redirect: a browser without scripts follows no form to another
 * site, because our content policy lets forms go nowhere else.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const parsed = parseForm(startForm, await readForm(request));
  const to = parsed.ok ? parsed.value.to : '/';
  const started = await startSignIn(context, connectionId(params), {
    returnTo: to,
    cookieHeader: request.headers.get('Cookie'),
  });
  if (!started.ok)
    return data({ leaveTo: null, problem: started.problem }, { status: problems[started.problem].status });
  return data({ leaveTo: started.to, problem: null }, { headers: { 'Set-Cookie': started.cookie } });
}

export default function SignInStart() {
  const { to, organizationName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const leaveTo = answer?.leaveTo ?? null;
  useEffect(() => {
    if (leaveTo) window.location.assign(leaveTo);
  }, [leaveTo]);
  if (!organizationName)
    return <AtTheDoor title={problems.off.title} lead={problems.off.text()} retryTo="/sign-in/sso" />;
  if (leaveTo) {
    return (
      <AtTheDoor title={`On to ${organizationName}`}>
        <meta httpEquiv="refresh" content={`0;url=${leaveTo}`} />
        <p>
          <a href={leaveTo}>Continue at {new URL(leaveTo).host}</a>
        </p>
      </AtTheDoor>
    );
  }
  const problem = answer?.problem ? problems[answer.problem] : null;
  return (
    <AtTheDoor title="Single sign-on" lead={`Sign in as you do at ${organizationName}.`}>
      {problem ? (
        <Notice tone="wrong" title={problem.title}>
          {problem.text(organizationName)}
        </Notice>
      ) : null}
      <PostForm>
        <Hidden name="to" value={to} />
        <SubmitButton>Continue with {organizationName}’s single sign-on</SubmitButton>
      </PostForm>
    </AtTheDoor>
  );
}
