import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { formatDate, today } from '#app/values/week.ts';
import { proposeRevision } from '../commands/propose-revision.server.ts';
import { revisionForm, revisionQuery } from '../forms.ts';
import { RevisionDifference } from '../parts/revision-difference.tsx';
import { RevisionFields } from '../parts/revision-fields.tsx';
import { assignmentOf } from '../queries.server.ts';
import { ratesOf } from '../rates.server.ts';
import { whyNotRevisable } from '../revision-rules.ts';
import { previewOf } from '../revisions.server.ts';

export const meta: MetaFunction = () => [{ title: 'Propose new rates · Muster' }];

export const loader = page(async (ctx, { params, url }) => {
  const row = found(await assignmentOf(ctx, idParam(params)));
  authorize(ctx, 'assignment.revise', row);
  if (whyNotRevisable(row.status)) throw redirect(`/assignments/${row.id}`);
  const { effectiveFrom, billRate, payRate = null, reason = '' } = parseQuery(revisionQuery, url);
  const { bill } = await ratesOf(ctx, row);
  const straight = bill.findLast(({ payCode }) => payCode === 'ST')?.billRate ?? '';
  const day = today(ctx.now, row.timeZone);
  const asked =
    effectiveFrom && billRate && effectiveFrom >= row.startsOn && effectiveFrom <= row.endsOn
      ? { effectiveFrom, billRate, payRate }
      : null;
  return {
    row,
    id: crypto.randomUUID(),
    today: day,
    seesPay: mayDo(ctx.actor, 'rates.readPay', row),
    typed: { effectiveFrom: effectiveFrom ?? day, billRate: billRate ?? straight, payRate, reason },
    preview: asked ? await previewOf(ctx, row, asked) : null,
  };
});

export const action = act({
  form: revisionForm,
  run: (ctx, input, { params }) => proposeRevision(ctx, idParam(params), input),
  done: (revision, { effectiveFrom, billRate, payRate, reason }) => {
    if (revision.isMade)
      return {
        to: `/revisions/${revision.id}`,
        flash: `New rates for ${revision.workerName} are proposed. Somebody else of the client or the MSP approves them.`,
      };
    const asked = new URLSearchParams({ effectiveFrom, billRate, reason, ...(payRate ? { payRate } : {}) });
    return { to: `/assignments/${revision.assignmentId}/revisions/new?${asked}` };
  },
  back: ({ params }) => `/assignments/${params.id}`,
});

export default function NewRevision() {
  const { row, id, today: day, seesPay, typed, preview } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/assignments/${row.id}`;
  const isPast = typed.effectiveFrom <= day;
  return (
    <Page
      title={`New rates for ${row.workerName}`}
      crumbs={[
        { label: 'Assignments', to: '/assignments' },
        { label: `${row.ref} ${row.workerName}`, to: back },
      ]}
      lead={`Agreed from ${formatDate(row.startsOn)} to ${formatDate(row.endsOn)}. Overtime, tenure and free days follow the supplier’s agreement.`}
    >
      {preview ? (
        <Section title="The difference" lead="Nothing is proposed yet.">
          <RevisionDifference preview={preview} currency={row.currency} />
          {isPast ? (
            <p>
              The day has come: with the supplier’s yes the rates are in force at once. What was billed since
              then is corrected by billing, and shown before it is posted.
            </p>
          ) : null}
        </Section>
      ) : null}
      <Section title="From when, and how much">
        <PostForm answer={answer} key={id}>
          <Hidden name="id" value={id} />
          <RevisionFields row={row} typed={typed} seesPay={seesPay} />
          <ButtonRow>
            <SubmitButton name="intent" value="preview" tone={preview ? 'quiet' : 'primary'}>
              Show the difference
            </SubmitButton>
            <SubmitButton name="intent" value="propose" tone={preview ? 'primary' : 'quiet'}>
              Propose
            </SubmitButton>
            <LinkButton to={back}>Go back</LinkButton>
          </ButtonRow>
        </PostForm>
      </Section>
    </Page>
  );
}
