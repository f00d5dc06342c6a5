import { randomUUID } from 'node:crypto';
import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Hidden, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { makeRequest } from '../commands/make-request.server.ts';
import { ownRequestForm } from '../forms.ts';
import { RequestTable } from '../parts/request-table.tsx';
import { ownRequests } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'My data \u00b7 Muster' }];

export const loader = page(async (ctx) => {
  authorize(ctx, 'privacy.readOwn');
  return { id: randomUUID(), rows: await ownRequests(ctx), today: ctx.now.toISOString().slice(0, 10) };
});

export const action = act({
  form: ownRequestForm,
  run: (ctx, { id, kind }) => makeRequest(ctx, { id, kind, person: `account:${ctx.actor.accountId}` }),
  done: () => ({
    to: '/privacy/mine',
    flash: 'Your request is recorded. It is answered within thirty days.',
  }),
  back: () => '/privacy/mine',
});

export default function Mine() {
  const { id, rows, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <Page title="My data" lead="What this product knows about you, and what you can ask for.">
      <Section
        title="A copy"
        lead="Everything that is kept under your account, as files that programs can read."
      >
        <p>
          <a href="/privacy/mine/export.zip" download>
            Download my data (ZIP)
          </a>
        </p>
      </Section>
      <Section
        title="To be forgotten"
        lead="The program office answers within thirty days. What the law requires to be kept, such as issued documents, stays."
      >
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <Hidden name="kind" value="erasure" />
          <SubmitButton>Ask to be forgotten</SubmitButton>
        </PostForm>
      </Section>
      <Section title="What you asked for">
        <RequestTable rows={rows} today={today} empty={<EmptyState title="Nothing yet" />} />
      </Section>
    </Page>
  );
}
