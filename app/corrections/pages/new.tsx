import type { MetaFunction } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { firstPageLink, found, pageLink } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { FilterBar, Pager } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { billedDocument, billedLines } from '../billed.server.ts';
import { draftCorrection } from '../commands/draft-correction.server.ts';
import { billedQuery, correctionForm, newQuery } from '../forms.ts';
import { HowFields, WhyFields } from '../parts/correction-fields.tsx';
import { LineChoice } from '../parts/line-choice.tsx';
import { correctionRef, counted } from '../reference.ts';

export const meta: MetaFunction = () => [{ title: 'Correct what was billed · Muster' }];

export const loader = page(async (ctx, { url }) => {
  authorize(ctx, 'correction.propose');
  const { invoice, assignment } = parseQuery(newQuery, url);
  if (assignment) throw redirect(`/assignments/${assignment}/rate-correction`);
  if (!invoice) return { document: null };
  const query = parseQuery(billedQuery, url);
  const document = found(await billedDocument(ctx, invoice));
  const { rows, next } = await billedLines(ctx, invoice, query);
  return {
    document,
    lines: rows,
    query,
    id: crypto.randomUUID(),
    next: pageLink(url, next),
    first: firstPageLink(url),
  };
});

export const action = act({
  form: correctionForm,
  run: (ctx, input) => draftCorrection(ctx, input),
  done: ({ id, number }) => ({
    to: `/corrections/${id}`,
    flash: `${correctionRef(number)} is drafted. This is what it would change; nothing is posted yet.`,
  }),
  back: () => '/corrections',
});

export default function NewCorrection() {
  const shown = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const crumbs = [{ label: 'Corrections', to: '/corrections' }];
  if (!shown.document)
    return (
      <Page title="Correct what was billed" crumbs={crumbs}>
        <EmptyState
          title="Corrections begin at a document"
          action={<LinkButton to="/invoices?kind=client_invoice">Client invoices</LinkButton>}
        >
          Open the client’s invoice and choose its lines there. The suppliers’ side follows by itself.
        </EmptyState>
      </Page>
    );
  const { document, lines, query, id, next, first } = shown;
  const here = `/corrections/new?invoice=${document.id}`;
  const isNarrowed = Boolean(query.charges ?? query.worker);
  return (
    <Page
      title={`Correct lines of ${document.reference}`}
      crumbs={[...crumbs, { label: document.reference, to: `/invoices/${document.id}` }]}
      lead={`${document.clientName}. Nothing is posted by this: you see the difference first, and a second person approves it.`}
    >
      <FilterBar>
        <Hidden name="invoice" value={document.id} />
        <TextField name="worker" label="Worker" type="search" maxLength={80} defaultValue={query.worker} />
      </FilterBar>
      <PostForm answer={answer}>
        <Hidden name="id" value={id} />
        <Hidden name="clientId" value={document.clientId} />
        <Section title="Lines" lead={`Tick what is wrong. Amounts in ${document.currency}.`}>
          <LineChoice lines={lines} chosen={query.charges ?? []} />
          <Pager next={next} previous={first} shown={counted(lines.length, 'line')} />
          {isNarrowed ? (
            <p>
              <Link to={here}>Show all lines of the document</Link>
            </p>
          ) : null}
        </Section>
        <HowFields />
        <WhyFields />
        <ButtonRow>
          <SubmitButton>Show the difference</SubmitButton>
          <LinkButton to={`/invoices/${document.id}`}>Back to the document</LinkButton>
        </ButtonRow>
      </PostForm>
    </Page>
  );
}
