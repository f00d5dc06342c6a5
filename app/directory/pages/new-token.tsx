import { randomUUID } from 'node:crypto';
import { data, type ActionFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Facts } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import {
  ButtonRow,
  CheckboxField,
  Hidden,
  LinkButton,
  PostForm,
  SubmitButton,
  TextField,
} from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { ok, type FormAnswer } from '#app/values/result.ts';
import { makeToken } from '../commands/make-token.server.ts';
import { tokenForm } from '../forms.ts';
import { homeFor, tokensOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Make a token · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const home = found(await homeFor(ctx, 'directory.configure', idParam(params, 'organizationId')));
  return {
    id: randomUUID(),
    home,
    isMsp: ctx.actor.side === 'msp',
    scimBase: `${ctx.baseUrl}/scim/v2/${home.id}`,
    hasOthers: (await tokensOf(ctx, home.id)).some(({ hasEnded }) => !hasEnded),
  };
});

/** The one action that ends in a page: what it made is told once, and can be asked for at no address. */
export async function action(args: ActionFunctionArgs) {
  let made: { token: string; label: string } | null = null;
  const make = act({
    form: tokenForm,
    run: async (ctx, input, { params }) => {
      const result = await makeToken(ctx, idParam(params, 'organizationId'), input);
      if (!result.ok) return result;
      made = result.value;
      return ok(null);
    },
    done: (_value, _input, { params }) => ({ to: `/directory/${params.organizationId}` }),
    back: ({ params }) => `/directory/${params.organizationId}`,
  });
  const answer = await make(args);
  return made ? data({ made: made }, { status: 201 }) : answer;
}

export default function NewToken() {
  const { id, home, isMsp, scimBase, hasOthers } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as
    FormAnswer | { made: { token: string; label: string } } | undefined;
  const back = `/directory/${home.id}`;
  const crumbs = [
    { label: 'People', to: '/people' },
    { label: isMsp ? home.name : 'Provisioning', to: back },
  ];
  if (answer && 'made' in answer) {
    return (
      <Page title={`The token «${answer.made.label}»`} crumbs={crumbs}>
        <Section title="For your directory">
          <Notice tone="attention" title="This is shown once">
            Copy the token into your directory now. Muster keeps only its hash, and cannot show it again.
          </Notice>
          <Facts
            items={[
              { label: 'Address', value: <code>{scimBase}</code> },
              { label: 'Token', value: <code>{answer.made.token}</code> },
            ]}
          />
          <ButtonRow>
            <LinkButton to={back} tone="primary">
              I have copied it
            </LinkButton>
          </ButtonRow>
        </Section>
      </Page>
    );
  }
  return (
    <Page title="Make a token" crumbs={crumbs}>
      <Section
        title="For provisioning"
        lead="Whoever holds it decides who acts for the organization. It is shown once."
      >
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <TextField name="label" label="Name" hint="Where it will be used." maxLength={80} required />
          {hasOthers ? (
            <CheckboxField
              name="endsOthers"
              label="The tokens that there are end in 24 hours"
              hint="Until then both work, so that nothing stands still while you change over."
            />
          ) : null}
          <ButtonRow>
            <SubmitButton>Make it</SubmitButton>
            <LinkButton to={back}>Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
