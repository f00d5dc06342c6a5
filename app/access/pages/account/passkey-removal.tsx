import type { MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { confirmPath, insistOnFresh } from '../../account/own.server.ts';
import { ownPasskey } from '../../account/queries.server.ts';
import { removePasskey } from '../../commands/account/keep-factors.server.ts';
import { nothingForm } from '../../forms.ts';

export const meta: MetaFunction = () => [{ title: 'Remove a passkey · Muster' }];

export const loader = page(async (ctx, { url, params }) => {
  const own = found(await ownPasskey(ctx, idParam(params)));
  insistOnFresh(ctx, url);
  return own;
});

export const action = act({
  form: nothingForm,
  run: (ctx, _input, { params }) => removePasskey(ctx, idParam(params)),
  done: ({ name }) => ({ to: '/account', flash: `The passkey «${name}» opens nothing any more.` }),
  back: ({ params }) => confirmPath(`/account/passkeys/${idParam(params)}/removal`),
});

export default function PasskeyRemoval() {
  const { name } = useLoaderData<typeof loader>();
  return (
    <Page title={`Remove «${name}»`} crumbs={[{ label: 'My account', to: '/account' }]}>
      <Section title="It opens nothing any more">
        <p>The passkey stays on its device until you delete it there; here it is forgotten.</p>
        <PostForm>
          <ButtonRow>
            <SubmitButton tone="danger">Remove it</SubmitButton>
            <LinkButton to="/account">Keep it</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
