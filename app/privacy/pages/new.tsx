import { randomUUID } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SelectField, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar } from '#app/ui/table.tsx';
import { makeRequest } from '../commands/make-request.server.ts';
import { findQuery, requestForm } from '../forms.ts';
import { peopleLike } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Record a request \u00b7 Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'privacy.request');
  const { search } = parseQuery(findQuery, url);
  return { id: randomUUID(), search, people: await peopleLike(ctx, search) };
});

export const action = act({
  form: requestForm,
  run: makeRequest,
  done: ({ id }) => ({ to: `/privacy/${id}`, flash: 'The request is recorded. Thirty days run from today.' }),
  back: () => '/privacy/new',
});

export default function NewRequest() {
  const { id, search, people } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page
      title="Record a request"
      crumbs={[{ label: 'Privacy', to: '/privacy' }]}
      lead="Find the person first. Make sure that whoever asks is who they say they are."
    >
      <FilterBar>
        <TextField name="search" label="Name or e-mail" defaultValue={search} maxLength={80} />
      </FilterBar>
      {people.length > 0 ? (
        <Section title="The request">
          <PostForm answer={answer}>
            <Hidden name="id" value={id} />
            <SelectField name="person" label="Person" required placeholder="Choose" options={people} />
            <SelectField
              name="kind"
              label="Asks for"
              required
              placeholder="Choose"
              options={[
                { value: 'export', label: 'A copy of their data' },
                { value: 'erasure', label: 'To be forgotten' },
              ]}
            />
            <SubmitButton>Record it</SubmitButton>
          </PostForm>
        </Section>
      ) : (
        <EmptyState title={search ? 'Nobody is found' : 'Whom is it about?'}>
          Enter at least two letters of the name or the address.
        </EmptyState>
      )}
    </Page>
  );
}
