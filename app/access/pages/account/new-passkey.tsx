import type { MetaFunction } from '@remix-run/node';
import { useActionData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { LinkButton, TextField } from '#app/ui/form.tsx';
import { FormAnswerProvider, ProblemSummary } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { PasskeyForm } from '#app/ui/passkey.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { withCodesCookie } from '../../account/codes.server.ts';
import { confirmPath, insistOnFresh } from '../../account/own.server.ts';
import { addPasskey } from '../../commands/account/keep-factors.server.ts';
import { keepPasskeyForm } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Add a passkey · Muster' }];

export const loader = page(async (ctx, { url }) => {
  insistOnFresh(ctx, url);
  return null;
});

export const action = act({
  form: keepPasskeyForm,
  run: async (ctx, input) => withCodesCookie(ctx, await addPasskey(ctx, input)),
  done: ({ codes, cookies }, { name }) => ({
    to: codes ? '/account/recovery-codes' : '/account',
    flash: `The passkey «${name}» opens your door from now on.`,
    cookies,
  }),
  back: () => confirmPath('/account/passkeys/new'),
});

export default function NewPasskey() {
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Add a passkey"
      crumbs={[{ label: 'My account', to: '/account' }]}
      lead="It lives on this device, on your phone or on a security key, and is unlocked by finger, face or PIN."
    >
      <Section title="Its name">
        <FormAnswerProvider answer={answer ?? null}>
          <ProblemSummary />
          <PasskeyForm
            ceremony="register"
            to="/account/passkeys/new"
            challengeFrom="/account/passkeys/challenge"
            button="Make the passkey"
            tone="primary"
            otherwise={
              <Notice tone="attention">
                Passkeys need a browser that knows them and runs scripts. Here, an authenticator does the
                same.
              </Notice>
            }
          >
            <TextField
              name="name"
              label="Name"
              hint="To tell your devices apart."
              defaultValue="My device"
              maxLength={60}
              required
            />
          </PasskeyForm>
        </FormAnswerProvider>
        <LinkButton to="/account">Back to my account</LinkButton>
      </Section>
    </Page>
  );
}
