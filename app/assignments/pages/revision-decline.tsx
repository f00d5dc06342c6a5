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

export const meta: MetaFunction = () => [{ title: 'Decline new rates · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await revisionOf(ctx, idParam(params)));
  authorize(ctx, 'revision.answer', row);
  if (!next(revision, row.status, 'decline')) throw redirect(`/revisions/${row.id}`);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => endRevision(ctx, idParam(params), 'decline', input),
  done: (row) => ({
    to: `/revisions/${row.id}`,
    flash: `Revision ${row.number} is declined. The rates stay as they are.`,
  }),
  back: ({ params }) => `/revisions/${params.id}`,
});

export default function DeclineRevision() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <RevisionReason
      verb="Decline"
      revision={row}
      lead="The rates stay as they are. The client may propose others."
      answer={answer}
    />
  );
}
