import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { authorizeOwn } from '../../account/own.server.ts';
import { ownPasskey } from '../../account/queries.server.ts';
import { renamePasskey } from '../../commands/account/keep-factors.server.ts';
import { renamePasskeyForm } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Rename a passkey · Muster' }];

export const loader = page(async (ctx, { params }) => {
  authorizeOwn(ctx);
  return found(await ownPasskey(ctx, idParam(params)));
});

export const action = act({
  form: renamePasskeyForm,
  run: (ctx, input, { params }) => renamePasskey(ctx, idParam(params), input),
  done: ({ name }) => ({ to: '/account', flash: `The passkey is called «${name}» now.` }),
  back: () => '/account',
});

export default function Passkey() {
  const { name } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title={name} crumbs={[{ label: 'My account', to: '/account' }]}>
      <Section title="Its name">
        <PostForm answer={answer}>
          <TextField name="name" label="Name" defaultValue={name} maxLength={60} required />
          <ButtonRow>
            <SubmitButton>Save the name</SubmitButton>
            <LinkButton to="/account">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
