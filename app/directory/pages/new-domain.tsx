import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { claimDomain } from '../commands/claim-domain.server.ts';
import { domainForm } from '../forms.ts';
import { homeFor } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Claim a domain · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const home = found(await homeFor(ctx, 'directory.configure', idParam(params, 'organizationId')));
  return { home, isMsp: ctx.actor.side === 'msp' };
});

export const action = act({
  form: domainForm,
  run: (ctx, input, { params }) => claimDomain(ctx, idParam(params, 'organizationId'), input),
  done: ({ domain }, _input, { params }) => ({
    to: `/directory/${params.organizationId}`,
    flash: `${domain} is on the list. It is in force once the program office has confirmed it.`,
  }),
  back: ({ params }) => `/directory/${params.organizationId}`,
});

export default function NewDomain() {
  const { home, isMsp } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Claim a domain"
      crumbs={[
        { label: 'People', to: '/people' },
        { label: isMsp ? home.name : 'Single sign-on', to: `/directory/${home.id}` },
      ]}
    >
      <Section
        title="What stands behind the @"
        lead="Each domain by itself: one below it, such as us.halden.org, is a domain of its own."
      >
        <PostForm answer={answer}>
          <TextField name="domain" label="Domain" placeholder="halden.org" maxLength={253} required />
          <ButtonRow>
            <SubmitButton>Claim it</SubmitButton>
            <LinkButton to={`/directory/${home.id}`}>Cancel</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
