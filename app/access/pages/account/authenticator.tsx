import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { readForm } from '#app/platform/http/read-form.server.ts';
import { AuthenticatorFields } from '#app/ui/authenticator.tsx';
import { ButtonRow, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { withCodesCookie } from '../../account/codes.server.ts';
import { confirmPath, insistOnFresh } from '../../account/own.server.ts';
import { accountPage } from '../../account/queries.server.ts';
import { addAuthenticator } from '../../commands/account/keep-factors.server.ts';
import { keepAuthenticatorForm } from '../../forms.ts';
import { offerOf, showOffer } from '../../offer.server.ts';

export const meta: MetaFunction = () => [{ title: 'Set up an authenticator · Muster' }];

export const loader = page(async (ctx, { url }) => {
  insistOnFresh(ctx, url);
  const { factors } = await accountPage(ctx);
  if (factors.totpSince) throw redirect('/account/authenticator/removal');
  return showOffer(ctx.actor, ctx.now);
});

const keep = act({
  form: keepAuthenticatorForm,
  run: async (ctx, input) => withCodesCookie(ctx, await addAuthenticator(ctx, input)),
  done: ({ codes, cookies }) => ({
    to: codes ? '/account/recovery-codes' : '/account',
    flash: 'Your authenticator is set up. Its codes are asked for from now on.',
    cookies,
  }),
  back: () => confirmPath('/account/authenticator'),
});

/** The secret that was scanned stays on the page when its code was mistyped. */
export async function action(args: ActionFunctionArgs) {
  const sealed = offerOf(await readForm(args.request.clone()));
  const answer = await keep(args);
  const actor = await args.context.actor();
  if (!('data' in answer) || !actor) return answer;
  return data({ ...answer.data, offer: showOffer(actor, args.context.now, sealed) }, answer.init ?? {});
}

export default function Authenticator() {
  const fresh = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as (FormAnswer & { offer?: typeof fresh }) | undefined;
  return (
    <Page title="Set up an authenticator" crumbs={[{ label: 'My account', to: '/account' }]}>
      <Section title="Scan, then enter its code">
        <PostForm answer={answer}>
          <AuthenticatorFields {...(answer?.offer ?? fresh)} />
          <ButtonRow>
            <SubmitButton>Set it up</SubmitButton>
            <LinkButton to="/account">Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
