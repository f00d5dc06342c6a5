import { data, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { codesPage } from '../../account/codes-page.server.ts';
import { withCodesCookie } from '../../account/codes.server.ts';
import { authorizeOwn, confirmPath } from '../../account/own.server.ts';
import { renewRecoveryCodes } from '../../commands/account/keep-factors.server.ts';
import { nothingForm, toQuery } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Recovery codes · Muster' }];

export const loader = page(async (ctx, { url, request }) => {
  authorizeOwn(ctx);
  const { to } = parseQuery(toQuery, url);
  const { shown, clear } = await codesPage(ctx, request.headers.get('Cookie'));
  return data({ ...shown, to }, clear ? { headers: { 'Set-Cookie': clear } } : {});
});

export const action = act({
  form: nothingForm,
  run: async (ctx) => withCodesCookie(ctx, await renewRecoveryCodes(ctx)),
  done: ({ cookies }) => ({ to: '/account/recovery-codes', cookies }),
  back: () => confirmPath('/account/recovery-codes'),
});

export default function RecoveryCodes() {
  const { codes, left, hasFactor, to } = useLoaderData<typeof loader>();
  return (
    <Page
      title="Recovery codes"
      crumbs={[{ label: 'My account', to: '/account' }]}
      lead="Each stands in for your second factor once, when your phone or your passkey is not at hand."
    >
      {codes.length > 0 ? (
        <Section title="Your codes" lead="Write them down, print them, or put them into a password manager.">
          <Notice tone="attention">They are shown this once. Codes that you had before are void.</Notice>
          <ol className="recovery-codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <LinkButton to={to} tone="primary">
            I have kept them
          </LinkButton>
        </Section>
      ) : (
        <Left left={left} hasFactor={hasFactor} />
      )}
    </Page>
  );
}

function Left({ left, hasFactor }: { left: number; hasFactor: boolean }) {
  if (!hasFactor) {
    return (
      <Section title="No second factor yet">
        <EmptyState
          title="There is nothing to recover"
          action={<LinkButton to="/account/authenticator">Set up an authenticator</LinkButton>}
        >
          The codes come with your first second factor.
        </EmptyState>
      </Section>
    );
  }
  return (
    <Section title={left === 1 ? 'One code is left' : `${left} codes are left`}>
      <p>New codes make the ones before void.</p>
      <PostForm>
        <ButtonRow>
          <SubmitButton>Make ten new codes</SubmitButton>
          <LinkButton to="/account">Back to my account</LinkButton>
        </ButtonRow>
      </PostForm>
    </Section>
  );
}
