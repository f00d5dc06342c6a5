import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { next } from '#app/values/lifecycle.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { endRevision } from '../commands/end-revision.server.ts';
import { reasonForm } from '../forms.ts';
import { revision } from '../lifecycle.ts';
import { RevisionReason } from '../parts/revision-reason.tsx';
import { revisionOf } from '../revisions.server.ts';

export const meta: MetaFunction = () => [{ title: 'Reject new rates · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await revisionOf(ctx, idParam(params)));
  authorize(ctx, 'revision.approve', row);
  if (!next(revision, row.status, 'reject')) throw redirect(`/revisions/${row.id}`);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => endRevision(ctx, idParam(params), 'reject', input),
  done: (row) => ({
    to: `/revisions/${row.id}`,
    flash: `Revision ${row.number} is rejected. The rates stay as they are.`,
  }),
  back: ({ params }) => `/revisions/${params.id}`,
});

export default function RejectRevision() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <RevisionReason
      verb="Reject"
      revision={row}
      lead="The rates stay as they are. Whoever proposed it may propose others."
      answer={answer}
    />
  );
}
