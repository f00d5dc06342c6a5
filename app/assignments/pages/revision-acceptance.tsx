import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Notice } from '#app/ui/feedback.tsx';
import { ButtonRow, LinkButton, PostForm, SubmitButton, TextField } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import { formatRate } from '#app/values/rate.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate } from '#app/values/week.ts';
import { acceptRevision } from '../commands/accept-revision.server.ts';
import { acceptanceForm } from '../forms.ts';
import { RevisionDifference } from '../parts/revision-difference.tsx';
import { revisionPage, straightPayOn } from '../revision-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Accept new rates · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { row, payRate, preview, isPast } = found(await revisionPage(ctx, idParam(params)));
  authorize(ctx, 'revision.answer', row);
  if (row.status !== 'pending_supplier') throw redirect(`/revisions/${row.id}`);
  const payNow = await straightPayOn(ctx, row.assignmentId, row.effectiveFrom);
  return { row, payRate, preview, isPast, payNow };
});

export const action = act({
  form: acceptanceForm,
  run: (ctx, input, { params }) => acceptRevision(ctx, idParam(params), input),
  done: (row) => ({
    to: `/revisions/${row.id}`,
    flash:
      row.status === 'applied'
        ? `Accepted. ${row.workerName}’s new rates are in force.`
        : `Accepted. ${row.workerName}’s new rates come into force on ${formatDate(row.effectiveFrom)}.`,
  }),
  back: ({ params }) => `/revisions/${params.id}`,
});

export default function AcceptRevision() {
  const { row, payRate, preview, isPast, payNow } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/revisions/${row.id}`;
  return (
    <Page
      title={`Accept revision ${row.number} of ${row.ref}`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${row.ref} ${row.workerName}`, to: `/assignments/${row.assignmentId}` },
        { label: `Revision ${row.number}`, to: back },
      ]}
      lead={`${row.clientName} proposes ${row.currency} ${formatRate(row.billRate)} an hour for work from ${formatDate(row.effectiveFrom)}.`}
    >
      {preview ? (
        <Section title="The difference">
          <RevisionDifference preview={preview} currency={row.currency} />
        </Section>
      ) : null}
      <Section title="Your answer">
        <PostForm answer={answer}>
          {payRate ? (
            <Notice tone="quiet">
              <p>
                With it the worker is paid {row.currency} {formatRate(payRate)} an hour, as the program
                proposes.
              </p>
            </Notice>
          ) : (
            <TextField
              name="payRate"
              label={`Pay rate from ${formatDate(row.effectiveFrom)}`}
              hint={
                payNow
                  ? `${formatRate(payNow)} today. ${row.clientName} does not see it.`
                  : `${row.clientName} does not see it.`
              }
              inputMode="decimal"
              prefix={row.currency}
              suffix="/ h"
              maxLength={40}
              defaultValue={payNow ? formatRate(payNow) : ''}
              required
            />
          )}
          <p>{isPast ? 'The rates are in force at once.' : 'The rates come into force on their day.'}</p>
          <ButtonRow>
            <SubmitButton>Accept</SubmitButton>
            <LinkButton to={`/revisions/${row.id}/decline`}>Decline</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
