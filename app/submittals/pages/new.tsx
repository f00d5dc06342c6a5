import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { DateText, Hours, Rate } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Notice } from '#app/ui/feedback.tsx';
import { LinkButton } from '#app/ui/form.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { submitCandidate } from '../commands/submit-candidate.server.ts';
import { submitForm } from '../forms.ts';
import { SubmitCandidateForm } from '../parts/submit-candidate-form.tsx';
import { candidatePool, needOf, newId } from '../queries.server.ts';
import { whyNotOpen } from '../rules.ts';

export const meta: MetaFunction = () => [{ title: 'Submit a candidate · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const need = found(await needOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.submit', { supplierId: ctx.actor.supplierId });
  return { id: await newId(ctx), need, closed: whyNotOpen(need.status), pool: await candidatePool(ctx) };
});

export const action = act({
  form: submitForm,
  run: (ctx, input, { params }) => submitCandidate(ctx, idParam(params), input),
  done: (row) => ({
    to: `/submittals/${row.id}`,
    flash:
      row.status === 'submitted'
        ? `${row.candidateName} is submitted. The program team looks at it next.`
        : `${row.candidateName} is presented to ${row.clientName}.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}`,
});

export default function NewSubmittal() {
  const { id, need, closed, pool } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const back = `/requisitions/${need.id}`;
  return (
    <Page
      title="Submit a candidate"
      crumbs={[
        { label: 'Requisitions', to: '/requisitions' },
        { label: `${need.ref} ${need.title}`, to: back },
      ]}
    >
      <Columns
        aside={
          <Section title={`${need.ref} ${need.title}`}>
            <Facts
              items={[
                { label: 'Client', value: need.clientName },
                { label: 'At most', value: <Rate rate={need.maxBillRate} per="h" /> },
                { label: 'Currency', value: need.currency },
                { label: 'From', value: <DateText date={need.startsOn} /> },
                { label: 'To', value: <DateText date={need.endsOn} /> },
                { label: 'Hours a week', value: <Hours minutes={need.weekMinutes} /> },
                { label: 'Site', value: `${need.siteName}, ${need.siteCity}` },
                { label: 'Positions', value: `${need.filled} of ${need.positions} filled` },
              ]}
            />
          </Section>
        }
      >
        {closed ? (
          <Notice tone="attention" title="Nobody can be submitted now">
            <p>{closed}</p>
            <LinkButton to={back}>Back to the requisition</LinkButton>
          </Notice>
        ) : (
          <SubmitCandidateForm id={id} need={need} pool={pool} answer={answer} back={back} />
        )}
      </Columns>
    </Page>
  );
}
