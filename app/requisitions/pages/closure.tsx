import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { next } from '#app/values/lifecycle.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { closeRequisition } from '../commands/close.server.ts';
import { reasonForm } from '../forms.ts';
import { requisition } from '../lifecycle.ts';
import { ReasonPage } from '../parts/reason-page.tsx';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';

export const meta: MetaFunction = () => [{ title: 'Close a requisition · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const { number, id, title, status, ...row } = found(await requisitionRow(ctx, idParam(params)));
  authorize(ctx, 'requisition.close', row);
  if (!next(requisition, status, 'close')) throw redirect(`/requisitions/${id}/details`);
  return { requisition: { id, title, ref: requisitionRef(number) } };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => closeRequisition(ctx, idParam(params), input),
  done: ({ ref }, _input, { params }) => ({
    to: `/requisitions/${params.id}/details`,
    flash: `${ref} is closed.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
});

export default function CloseRequisition() {
  const { requisition: needed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <ReasonPage
      verb="Close"
      requisition={needed}
      lead="The search ends. Whoever was hired stays; suppliers submit nobody any more."
      answer={answer}
    />
  );
}
