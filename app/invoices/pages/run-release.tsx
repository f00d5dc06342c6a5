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
import { releaseRun } from '../commands/release-run.server.ts';
import { releaseForm } from '../forms.ts';
import { HeldRun } from '../parts/held-run.tsx';
import { runPage } from '../run-page.server.ts';

export const meta: MetaFunction = () => [{ title: 'Release the run · Muster' }];

/** Drawn only where a release was refused; the run's own page is where one releases it. */
export const loader = page(async (ctx, { params }) => {
  const { view } = found(await runPage(ctx, idParam(params)));
  authorize(ctx, 'billing.decide', view.run);
  if (view.stage !== 'preview' || !view.isHeld) throw redirect(`/billing/${view.run.id}`);
  return { run: view.run, program: view.program };
});

export const action = act({
  form: releaseForm,
  run: (ctx, input, { params }) => releaseRun(ctx, idParam(params), input),
  done: (run) => ({ to: `/billing/${run.id}`, flash: 'The run is released. It can be finalized now.' }),
  back: ({ params }) => `/billing/${params.id}`,
});

export default function ReleaseRun() {
  const { run, program } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() as FormAnswer | undefined;
  return (
    <Page
      title="Release the run"
      crumbs={[
        { label: 'Billing', to: '/billing' },
        { label: `${program.clientName} · ${formatPeriod(run)}`, to: `/billing/${run.id}` },
      ]}
      action={<LinkButton to={`/billing/${run.id}`}>Back to the run</LinkButton>}
    >
      <HeldRun run={run} isHeld mayDecide answer={answer} />
    </Page>
  );
}
