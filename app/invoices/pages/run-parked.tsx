import type { MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { act, page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { redirect } from '#app/platform/http/redirect.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Page } from '#app/ui/page.tsx';
import { formatPeriod } from '#app/values/period.ts';
import type { FormAnswer } from '#app/values/result.ts';
import { decideParked } from '../commands/decide-parked.server.ts';
import { parkedForm } from '../forms.ts';
import { Parked } from '../parts/parked.tsx';
import { runPage } from '../run-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Parked charges · Muster' }];

/** Drawn only where a decision was refused; the run's own page is where one decides. */
export const loader = page(async (ctx, { params }) => {
  const { view } = found(await runPage(ctx, idParam(params)));
  authorize(ctx, 'billing.decide', view.run);
  if (view.stage !== 'preview' || view.parked.every(({ decision }) => decision !== null))
    throw redirect(`/billing/${view.run.id}`);
  return { run: view.run, program: view.program, parked: view.parked };
});

export const action = act({
  form: parkedForm,
  run: (ctx, input, { params }) => decideParked(ctx, idParam(params), input),
  done: (run, { decision }) => ({
    to: `/billing/${run.id}`,
    flash:
      decision === 'released'
        ? 'Released, with all of the weeks they belong to. The preview counts them now.'
        : 'Left for a later run, with all of the weeks they belong to.',
  }),
  back: ({ params }) => `/billing/${params.id}`,
});

export default function DecideParked() {
  const { run, program, parked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Parked charges"
      crumbs={[
        { label: 'Billing', to: '/billing' },
        { label: `${program.clientName} · ${formatPeriod(run)}`, to: `/billing/${run.id}` },
      ]}
      action={<LinkButton to={`/billing/${run.id}`}>Back to the run</LinkButton>}
    >
      <Parked runId={run.id} parked={parked} mayDecide answer={answer} />
    </Page>
  );
}
