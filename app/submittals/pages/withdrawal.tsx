import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { withdrawCandidate } from '../commands/withdraw-candidate.server.ts';
import { reasonForm } from '../forms.ts';
import { ReasonForm } from '../parts/reason-form.tsx';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { submittalOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Withdraw a candidate · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await submittalOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.withdraw', row);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => withdrawCandidate(ctx, idParam(params), input),
  done: (row) => ({
    to: `/requisitions/${row.requisitionId}`,
    flash: `${row.candidateName} is withdrawn. The reason stands in the timeline.`,
  }),
  back: ({ params }) => `/submittals/${params.id}`,
});

export default function WithdrawCandidate() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title={`Withdraw ${row.candidateName}`} crumbs={submittalCrumbs(row, true)}>
      <ReasonForm
        answer={answer}
        title="Why"
        lead={`${row.candidateName} leaves the running for ${row.requisitionRef}. An offer that is out is declined with it.`}
        label="Reason"
        hint={`The program team and, if the candidate was presented, the client read this.`}
        button="Withdraw candidate"
        back={`/submittals/${row.id}`}
      />
    </Page>
  );
}
