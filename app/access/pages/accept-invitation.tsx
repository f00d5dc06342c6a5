import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { Facts } from '#app/ui/facts.tsx';
import { LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { answerNotIn, goOn } from '../answer.server.ts';
import { acceptInvitation, findInvitation } from '../commands/accept-invitation.server.ts';
import { doorstepOf } from '../doorstep.server.ts';
import { acceptForm } from '../forms.ts';
import { DoorFrame } from '../parts/door-frame.tsx';

export const meta: MetaFunction = () => [{ title: 'Accept your invitation · Muster' }];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const invited = await findInvitation(doorstepOf({ request, context }), params.token ?? '');
  if (!invited) return data({ invited: null }, { status: 404 });
  const { email, name, roleLabel, organization, account } = invited;
  const isKnown = Boolean(account?.passwordHash);
  return { invited: { email, name, roleLabel, organizationName: organization.name, isKnown } };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const parsed = parseForm(acceptForm, await readForm(request));
  if (!parsed.ok) {
    const { problems, typed } = parsed.answer;
    return data({ problems, typed: { name: typed.name } }, { status: 422 });
  }
  const answer = await acceptInvitation(doorstepOf({ request, context }), params.token ?? '', parsed.value);
  return answer.ok ? goOn(answer.value) : answerNotIn(answer, { name: parsed.value.name });
}

export default function AcceptInvitation() {
  const { invited } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  if (!invited) {
    return (
      <DoorFrame
        title="This invitation is over"
        lead="It was used already, or its days have passed. If you joined with it, sign in; if not, ask whoever invited you for a new one."
      >
        <LinkButton to="/sign-in" tone="primary">
          Sign in
        </LinkButton>
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
        <input type="hidden" name="username" autoComplete="username" value={invited.email} />
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
              : 'At least 12 characters. A few words that do not belong together are easy to remember and hard to guess.'
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
