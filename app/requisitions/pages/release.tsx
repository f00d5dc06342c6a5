import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize, mayDo } from '#app/platform/authorization/authorize.server.ts';
import { act, notFound, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { releaseChoices } from '../choices.server.ts';
import { releaseRequisition } from '../commands/release.server.ts';
import { releaseForm } from '../forms.ts';
import { isReleasable } from '../lifecycle.ts';
import { ReleaseForm, ReleasedTo } from '../parts/release-form.tsx';
import { requisitionForSupply } from '../supply.server.ts';

export const meta: MetaFunction = () => [{ title: 'Release · Muster' }];

export const loader = page(async (ctx, { params }) => {
  const need = found(await requisitionForSupply(ctx, idParam(params)));
  // To whom else it went is nothing that a supplier may know: for it this page does not exist.
  if (ctx.actor.side === 'supplier') return notFound();
  authorize(ctx, 'requisition.read', need);
  return {
    status: need.status,
    timeZone: need.timeZone,
    canRelease: isReleasable(need.status) && mayDo(ctx.actor, 'requisition.release', need),
    ...found(await releaseChoices(ctx, need.id)),
  };
});

export const action = act({
  form: releaseForm,
  run: (ctx, input, { params }) => releaseRequisition(ctx, idParam(params), input),
  done: ({ ref, supplierNames }, _input, { params }) => ({
    to: `/requisitions/${params.id}/release`,
    flash: `${ref} was released to ${supplierNames.length > 3 ? `${supplierNames.length} suppliers` : supplierNames.join(', ')}.`,
  }),
  back: ({ params }) => `/requisitions/${params.id}/release`,
});

export default function Release() {
  const { tiers, suggested, canRelease, status, timeZone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return canRelease ? (
    <ReleaseForm
      key={suggested.join()}
      tiers={tiers}
      suggested={suggested}
      timeZone={timeZone}
      answer={answer}
    />
  ) : (
    <ReleasedTo tiers={tiers} status={status} timeZone={timeZone} />
  );
}
