import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { AtTheDoor } from '../parts/at-the-door.tsx';
import { problems } from '../problems.ts';
import { sessionFromAnswer } from '../sign-in.server.ts';

export const meta: MetaFunction = () => [{ title: 'Single sign-on · Muster' }];

/** Where providers send people back to. An answer is good once, in the browser that began. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { finished, cookie } = await sessionFromAnswer(context, request);
  if (finished.ok && cookie) throw redirect(finished.returnTo, { headers: { 'Set-Cookie': cookie } });
  const problem = finished.ok ? 'unknown' : finished.problem;
  const { organizationName, connectionId } = finished.ok
    ? { organizationName: null, connectionId: null }
    : finished;
  return data({ problem, organizationName, connectionId }, { status: problems[problem].status });
}

export default function SignInCallback() {
  const { problem, organizationName, connectionId } = useLoaderData<typeof loader>();
  const { title, text } = problems[problem];
  return (
    <AtTheDoor
      title={title}
      lead={text(organizationName ?? 'Your organization')}
      retryTo={connectionId ? `/sign-in/sso/${connectionId}` : '/sign-in/sso'}
    />
  );
}
