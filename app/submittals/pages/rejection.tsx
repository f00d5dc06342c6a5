import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { rejectCandidate } from '../commands/reject-candidate.server.ts';
import { reasonForm } from '../forms.ts';
import { ReasonForm } from '../parts/reason-form.tsx';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { submittalOf } from '../queries.server.ts';

export const meta: MetaFunction = () => [{ title: 'Decline a candidate · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await submittalOf(ctx, idParam(params)));
  authorize(ctx, 'submittal.reject', row);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => rejectCandidate(ctx, idParam(params), input),
  done: (row) => ({
    to: `/requisitions/${row.requisitionId}`,
    flash: `${row.candidateName} is declined. ${row.supplierName} reads why.`,
  }),
  back: ({ params }) => `/submittals/${params.id}`,
});

export default function RejectCandidate() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page title={`Decline ${row.candidateName}`} crumbs={submittalCrumbs(row, true)}>
      <ReasonForm
        answer={answer}
        title="Why not"
        lead={`${row.candidateName} leaves the running for ${row.requisitionRef}. This is not undone; the supplier may submit them anew.`}
        label="Reason"
        hint={`${row.supplierName} reads this.`}
        button="Decline candidate"
        back={`/submittals/${row.id}`}
      />
    </Page>
  );
}
