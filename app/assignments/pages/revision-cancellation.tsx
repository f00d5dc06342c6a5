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

export const meta: MetaFunction = () => [{ title: 'Take back new rates · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const row = found(await revisionOf(ctx, idParam(params)));
  authorize(ctx, 'assignment.revise', row);
  if (!next(revision, row.status, 'cancel')) throw redirect(`/revisions/${row.id}`);
  return { row };
});

export const action = act({
  form: reasonForm,
  run: (ctx, input, { params }) => endRevision(ctx, idParam(params), 'cancel', input),
  done: (row) => ({
    to: `/revisions/${row.id}`,
    flash: `Revision ${row.number} is taken back. The rates stay as they are.`,
  }),
  back: ({ params }) => `/revisions/${params.id}`,
});

export default function TakeBackRevision() {
  const { row } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <RevisionReason
      verb="Take back"
      revision={row}
      lead="Nobody needs to answer it any more. The rates stay as they are."
      answer={answer}
    />
  );
}
