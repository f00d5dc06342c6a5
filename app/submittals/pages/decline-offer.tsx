import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { declineOffer } from '../commands/decline-offer.server.ts';
import { reasonForm } from '../forms.ts';
import { offerOf } from '../offers.server.ts';
import { submittalCrumbs } from '../parts/crumbs.ts';
import { ReasonForm } from '../parts/reason-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Decline an offer · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await offerOf(ctx, idParam(params)));
  authorize(ctx, 'offer.answer', row);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => declineOffer(ctx, idParam(params), input),
  done: (row) => ({
    to: `/submittals/${row.submittalId}`,
    flash: `The offer for ${row.candidateName} is declined. ${row.clientName} reads why.`,
  }),
  back: ({ params }) => `/offers/${params.id}`,
});

export default function DeclineOffer() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title={`Decline the offer for ${row.candidateName}`}
      crumbs={submittalCrumbs({ ...row, id: row.submittalId }, true)}
    >
      <ReasonForm
        answer={answer}
        title="Why"
        lead={`${row.candidateName} stays among the candidates; ${row.clientName} may make another offer.`}
        label="Reason"
        hint={`${row.clientName} and the program team read this.`}
        button="Decline offer"
        back={`/offers/${row.id}`}
      />
    </Page>
  );
}
