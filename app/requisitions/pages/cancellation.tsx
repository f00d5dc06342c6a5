import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { next } from '#app/values/lifecycle.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { cancelRequisition } from '../commands/cancel.server.ts';
import { reasonForm } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { ReasonPage } from '../parts/reason-page.tsx';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

export const meta: MetaFunction = () => [{ title: 'Cancel a requisition · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { number, id, title, status, ...row } = found(await requisitionRow(ctx, idParam(params)));
  authorize(ctx, 'requisition.close', row);
  if (!next(requisition, status, 'cancel')) throw redirect(`/requisitions/${id}/details`);
  return { requisition: { id, title, ref: requisitionRef(number) } };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => cancelRequisition(ctx, idParam(params), input),
  done: ({ ref }, _input, { params }) => ({
    to: `/requisitions/${params.id}/details`,
    flash: `${ref} is cancelled.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
});

export default function CancelRequisition() {
  const { requisition: needed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <ReasonPage
      verb="Cancel"
      requisition={needed}
      lead="The need is no more. It cannot be opened again; a new requisition can be drafted."
      answer={answer}
      danger
    />
  );
}
