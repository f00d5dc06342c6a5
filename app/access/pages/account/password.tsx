import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { authorizeOwn } from '../../account/own.server.ts';
import { signedInAt } from '../../account/signed-in.server.ts';
import { answerNotIn, goOn } from '../../answer.server.ts';
import { changePassword } from '../../commands/account/change-password.server.ts';
import { changePasswordForm } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Change the password · Muster' }];

export const loader = page(async (ctx) => {
  authorizeOwn(ctx);
  return { email: ctx.actor.email };
});

export async function action(args: ActionFunctionArgs) {
  const { actor, door } = await signedInAt(args);
  const parsed = parseForm(changePasswordForm, await readForm(args.request));
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {} }, { status: 422 });
  const answer = await changePassword(door, actor, parsed.value);
  if (!answer.ok) return answerNotIn(answer, {});
  return goOn(
    { to: '/account', cookies: answer.value.cookies },
    'Your password is changed. Every other session of yours has ended.',
  );
}

export default function Password() {
  const { email } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title="Change the password" crumbs={[{ label: 'My account', to: '/account' }]}>
      <Section title="A new password" lead="Every other session of yours ends, and we tell you by mail.">
        <PostForm answer={answer}>
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <TextField
            name="currentPassword"
            label="Password that you have now"
            type="password"
            autoComplete="current-password"
            required
          />
          <TextField
            name="password"
            label="New password"
            hint="At least 12 characters. A few words that do not belong together are easy to remember and hard to guess."
            type="password"
            autoComplete="new-password"
            required
          />
          <ButtonRow>
            <SubmitButton>Change the password</SubmitButton>
            <LinkButton to="/account">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
