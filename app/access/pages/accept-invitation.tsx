import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { parseForm } from '#app/platform/http/form.server.ts';
import { notFound } from '#app/platform/http/page.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Facts } from '#app/ui/facts.tsx';
import { PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { byField } from '#app/values/result.ts';
import { acceptInvitation, findInvitation } from '../commands/accept-invitation.server.ts';
import { acceptForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';
import { openSession } from '../session.server.ts';

export const meta: MetaFunction = () => [{ title: 'Accept your invitation · Muster' }];

export async function loader({ params, context }: LoaderFunctionArgs) {
  const invited = await findInvitation(context.database, params.token ?? '');
  if (!invited) return data({ invited: null }, { status: 404 });
  const { email, name, roleLabel, organization, account } = invited;
  return {
    invited: { email, name, roleLabel, organizationName: organization.name, isKnown: account !== null },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const parsed = parseForm(acceptForm, await readForm(request));
  const typedName = (typed: Record<string, unknown>) => ({ name: typed.name });
  if (!parsed.ok) return data({ ...parsed.answer, typed: typedName(parsed.answer.typed) }, { status: 422 });
  const { database, baseUrl } = context;
  const result = await acceptInvitation(database, params.token ?? '', parsed.value);
  if (!result.ok) {
    if (result.refusal.kind !== 'invalid') return notFound();
    return data(
      { problems: byField(result.refusal.problems), typed: typedName(parsed.typed) },
      { status: 422 },
    );
  }
  const { accountId, membershipId } = result.value;
  return redirect('/', {
    headers: { 'Set-Cookie': await openSession(database, baseUrl, accountId, membershipId) },
  });
}

export default function AcceptInvitation() {
  const { invited } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (!invited) {
    return (
      <DoorFrame
        title="This invitation is over"
        lead="It was used already, or its seven days have passed. Ask whoever invited you for a new one."
      >
        {null}
      </DoorFrame>
    );
  }
  return (
    <DoorFrame title={`Join ${invited.organizationName}`}>
      <Facts
        items={[
          { label: 'E-mail', value: invited.email },
          { label: 'Role', value: invited.roleLabel },
        ]}
      />
      <PostForm answer={answer}>
        <TextField
          name="name"
          label="Your name"
          defaultValue={invited.name}
          autoComplete="name"
          maxLength={120}
          required
        />
        <TextField
          name="password"
          label={invited.isKnown ? 'Your password' : 'Choose a password'}
          hint={
            invited.isKnown
              ? 'You have an account here already; this adds a role to it.'
              : 'At least 12 characters.'
          }
          type="password"
          autoComplete={invited.isKnown ? 'current-password' : 'new-password'}
          required
        />
        <SubmitButton>Join</SubmitButton>
      </PostForm>
    </DoorFrame>
  );
}
