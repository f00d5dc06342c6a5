import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { personToReset, resetFactors } from '../commands/reset-factors.server.ts';
import { nothingForm } from '../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Reset a second factor · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const accountId = idParam(params, 'accountId');
  authorize(ctx, 'account.resetFactors', { accountId });
  const { name, email } = found(await personToReset(ctx, accountId));
  return { accountId, name, email };
});

export const action = act({
  form: nothingForm,
  run: (ctx, _input, { params }) => resetFactors(ctx, idParam(params, 'accountId')),
  done: ({ name }, _input, { params }) => ({
    to: `/people/${idParam(params, 'accountId')}`,
    flash: `${name} has no second factor any more, is signed out everywhere, and was told by mail.`,
  }),
  back: ({ params }) => `/people/${idParam(params, 'accountId')}`,
});

export default function ResetFactors() {
  const { accountId, name, email } = useLoaderData<typeof loader>();
  return (
    <Page
      title={`Reset the second factor of ${name}`}
      crumbs={[
        { label: 'People', to: '/people' },
        { label: name, to: `/people/${accountId}` },
      ]}
    >
      <Section title="For somebody who lost it">
        <p>
          Authenticator, passkeys and recovery codes are taken away, every session ends, and {email} is told.
          Be sure that it is {name} who asks: with the password alone, whoever has it could set up a second
          factor of their own.
        </p>
        <PostForm>
          <ButtonRow>
            <SubmitButton tone="danger">Reset the second factor</SubmitButton>
            <LinkButton to={`/people/${accountId}`}>Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
