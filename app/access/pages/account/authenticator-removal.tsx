import type { MetaFunction } from '@remix-run/node';
import { act, page } from '#app/platform/http/page.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { confirmPath, insistOnFresh } from '../../account/own.server.ts';
import { removeAuthenticator } from '../../commands/account/keep-factors.server.ts';
import { nothingForm } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Turn the authenticator off · Muster' }];

export const loader = page(async (ctx, { url }) => {
  insistOnFresh(ctx, url);
  return null;
});

export const action = act({
  form: nothingForm,
  run: (ctx) => removeAuthenticator(ctx),
  done: () => ({ to: '/account', flash: 'The authenticator is off. Its codes are no longer asked for.' }),
  back: () => confirmPath('/account/authenticator/removal'),
});

export default function AuthenticatorRemoval() {
  return (
    <Page title="Turn the authenticator off" crumbs={[{ label: 'My account', to: '/account' }]}>
      <Section title="Its codes are no longer asked for">
        <p>
          Without another second factor, your password alone opens your door, and your recovery codes are
          void. To change phones, turn it off here and set it up again.
        </p>
        <PostForm>
          <ButtonRow>
            <SubmitButton tone="danger">Turn it off</SubmitButton>
            <LinkButton to="/account">Keep it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
