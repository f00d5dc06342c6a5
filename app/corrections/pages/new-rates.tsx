import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Money } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { ButtonRow, Hidden, LinkButton, PostForm, SubmitButton } from '#app/ui/form.tsx';
import { Page, Section } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { ratesAgreedAnew } from '../billed.server.ts';
import { draftRateCorrection } from '../commands/draft-rate-correction.server.ts';
import { rateCorrectionForm } from '../forms.ts';
import { ReasonField } from '../parts/correction-fields.tsx';
import { correctionRef, counted } from '../reference.ts';

export const meta: MetaFunction = () => [{ title: 'Correct billed rates · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const billed = found(await ratesAgreedAnew(ctx, idParam(params)));
  authorize(ctx, 'correction.propose', billed);
  return { billed, id: crypto.randomUUID() };
});

export const action = act({
  form: rateCorrectionForm,
  run: (ctx, input, { params }) => draftRateCorrection(ctx, { ...input, assignmentId: idParam(params) }),
  done: ({ id, number }) => ({
    to: `/corrections/${id}`,
    flash: `${correctionRef(number)} is drafted. This is what it would change; nothing is posted yet.`,
  }),
  back: ({ params }) => `/assignments/${params.id}`,
});

/** What was billed at rates that were agreed anew since, brought to the rates in force. */
export default function NewRateCorrection() {
  const { billed, id } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { assignmentId, number, workerName, lines, billedMinor, nowMinor, currency } = billed;
  const itself = `/assignments/${assignmentId}`;
  return (
    <Page
      title="Bring billed weeks to the rates in force"
      crumbs={[
        { label: 'Corrections', to: '/corrections' },
        { label: `A-${number} ${workerName}`, to: itself },
      ]}
      lead={`${billed.clientName}, through ${billed.supplierName}. Weeks that are not billed yet are priced anew by themselves.`}
    >
      {lines === 0 && !answer ? (
        <EmptyState
          title="Everything that was billed is at the rates in force"
          action={<LinkButton to={itself}>Back to the assignment</LinkButton>}
        >
          Lines appear here once rates are agreed anew for days that were billed before. Hours that somebody
          credited already stay as they are.
        </EmptyState>
      ) : (
        <PostForm answer={answer}>
          <Hidden name="id" value={id} />
          <Hidden name="assignmentId" value={assignmentId} />
          <Section title="Billed at rates that no longer hold">
            <Facts
              items={[
                { label: 'Lines', value: counted(lines, 'line') },
                { label: 'Billed', value: <Money minor={billedMinor} currency={currency} /> },
                { label: 'At the rates in force', value: <Money minor={nowMinor} currency={currency} /> },
              ]}
            />
            <p>
              Each is credited in whole and billed anew at what holds now, on both sides. A week that falls
              under two rates becomes two lines. Hours that somebody credited already stay as they are. You
              see the difference before anything is posted.
            </p>
          </Section>
          <Section title="Why">
            <ReasonField />
          </Section>
          <ButtonRow>
            <SubmitButton>Show the difference</SubmitButton>
            <LinkButton to={itself}>Back to the assignment</LinkButton>
          </ButtonRow>
        </PostForm>
      )}
    </Page>
  );
}
