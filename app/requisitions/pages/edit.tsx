import type { MetaFunction } from '@remix-run/node';

import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { Page } from '#app/ui/page.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { editRequisitionForm } from '../choices.server.ts';
import { editAndSubmit } from '../commands/draft-and-submit.server.ts';
import { requisitionForm } from '../forms.ts';
import { isEditable } from '../lifecycle.ts';
import { requisitionRef } from '../reference.ts';
import { requisitionRow } from '../rows.server.ts';
import { RequisitionForm } from '../parts/requisition-form.tsx';

export const meta: MetaFunction = () => [{ title: 'Edit a requisition · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await requisitionRow(ctx, idParam(params)));
  authorize(ctx, 'requisition.edit', row);
  if (!isEditable(row.status)) throw redirect(`/requisitions/${row.id}/details`);
  const form = found(await editRequisitionForm(ctx, row.id));
  return { ref: requisitionRef(row.number), form, canSubmit: mayDo(ctx.actor, 'requisition.submit', row) };
});

export const action = act({
  form: requisitionForm,
  run: (ctx, input, { params }) => editAndSubmit(ctx, idParam(params), input),
  done: ({ id, ref, submitted }) => ({
    to: `/requisitions/${id}/details`,
    flash: submitted ? `${ref} was submitted for approval.` : `${ref} is saved.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/details`,
});

export default function EditRequisition() {
  const { ref, form, canSubmit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  const { job, program, values } = form;
  return (
    <Page
      title={`Edit ${ref}`}
      crumbs={[
        { label: 'Requisitions', to: '/requisitions' },
        { label: `${ref} ${values.title}`, to: `/requisitions/${values.id}/details` },
      ]}
      lead={`${program.clientName} · ${job.code} ${job.title}`}
    >
      <RequisitionForm data={form} answer={answer} canSubmit={canSubmit} />
    </Page>
  );
}
