import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readAddress, readForm } from '#app/platform/http/read-form.server.ts';
import { parseForm, parseQuery } from '#app/platform/http/form.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import {
  ButtonRow,
  Hidden,
  LinkButton,
  PostButton,
  PostForm,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { PasskeyForm } from '#app/ui/passkey.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { waysToProve } from '../../account/queries.server.ts';
import { signedInAt } from '../../account/signed-in.server.ts';
import { answerNotIn, goOn } from '../../answer.server.ts';
import { proveAgain } from '../../commands/account/prove-again.server.ts';
import { proveForm, toQuery } from '../../forms.ts';
import { DemoCode } from '../../parts/demo-code.tsx';
import { waysOf } from '../../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Is it you? · Muster' }];

export async function loader(args: LoaderFunctionArgs) {
  const { actor, door } = await signedInAt(args);
  const { to } = parseQuery(toQuery, readAddress(args.request));
  const ways = await waysToProve(door, actor.accountId);
  const { demoCode } = ways.hasAuthenticator ? await waysOf(door, actor.accountId) : {};
  return { to, ...ways, ...(demoCode === undefined ? {} : { demoCode }) };
}

export async function action(args: ActionFunctionArgs) {
  const { actor, door } = await signedInAt(args);
  const parsed = parseForm(proveForm, await readForm(args.request));
  if (!parsed.ok) return data({ problems: parsed.answer.problems, typed: {} }, { status: 422 });
  const answer = await proveAgain(door, actor, parsed.value);
  return answer.ok ? goOn({ to: parsed.value.to, cookies: [] }) : answerNotIn(answer, {});
}

export default function Confirm() {
  const { to, byCode, byPasskey, byPassword, hasAuthenticator, ...shown } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Is it you?"
      crumbs={[{ label: 'My account', to: '/account' }]}
      lead="Before what opens your door is changed, say once more who you are. It holds for ten minutes."
    >
      <Section title="Who you are">
        {shown.demoCode === undefined ? null : <DemoCode code={shown.demoCode} />}
        {byCode || byPassword ? (
          <PostForm answer={answer}>
            <Hidden name="to" value={to} />
            {byCode ? (
              <TextField
                name="code"
                label={hasAuthenticator ? 'Code' : 'Recovery code'}
                hint={
                  hasAuthenticator
                    ? 'The six digits that your authenticator shows now, or one of your recovery codes.'
                    : 'One of your recovery codes, if your passkey is not at hand.'
                }
                autoComplete="one-time-code"
                maxLength={60}
                required
              />
            ) : (
              <TextField
                name="password"
                label="Password"
                type="password"
                autoComplete="current-password"
                required
              />
            )}
            <ButtonRow>
              <SubmitButton>It is me</SubmitButton>
              <LinkButton to="/account">Cancel</LinkButton>
            </ButtonRow>
          </PostForm>
        ) : null}
        {byPasskey ? (
          <PasskeyForm
            ceremony="sign in"
            to="/account/confirm"
            challengeFrom="/sign-in/challenge"
            button="Use a passkey"
            otherwise={<p>Passkeys need a browser that runs scripts.</p>}
          >
            <Hidden name="to" value={to} />
          </PasskeyForm>
        ) : null}
        {!byCode && !byPasskey && !byPassword ? (
          <>
            <Notice tone="waiting">
              You sign in through your organization: sign out and in again, then come back.
            </Notice>
            <PostButton to="/sign-out">Sign out</PostButton>
          </>
        ) : null}
      </Section>
    </Page>
  );
}
