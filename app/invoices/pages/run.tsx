import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { Timeline } from '#app/ui/facts.tsx';
import { Notice, Progress } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatPeriod } from '#app/values/period.ts';
import { previewQuery } from '../forms.ts';
import { HeldRun } from '../parts/held-run.tsx';
import { IssuedDocuments } from '../parts/issued-documents.tsx';
import { LeftOut } from '../parts/left-out.tsx';
import { Parked } from '../parts/parked.tsx';
import { NotPreviewed, PreviewOfRun } from '../parts/preview-of-run.tsx';
import { RunSteps } from '../parts/run-steps.tsx';
import { runPage, type RunView } from '../run-page.server.ts';

const REFRESH_MS = 1_500;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.view.program.clientName}, ${formatPeriod(data.view.run)} · Muster` : 'Muster' },
];

export const loader = page(async (ctx, { params, url }) => {
  authorize(ctx, 'billing.read');
  return { ...found(await runPage(ctx, idParam(params))), ...parseQuery(previewQuery, url) };
});

export default function BillingRun() {
  const { view, entries, can, by } = useLoaderData<typeof loader>();
  const { run, program } = view;
  return (
    <Page
      title={`${program.clientName} · ${formatPeriod(run)}`}
      crumbs={[{ label: 'Billing', to: '/billing' }]}
      status={
        view.stage === 'finalizing' ? (
          <Status status="running" label="Finalizing" />
        ) : (
          <Status status={run.status} />
        )
      }
      action={
        view.stage === 'finalized' ? (
          <LinkButton to={`/billing/${run.id}/reconciliation`}>Reconciliation</LinkButton>
        ) : view.stage === 'preview' && can['billing.run'] ? (
          <RunSteps view={view} />
        ) : null
      }
    >
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} timeZone={program.timeZone} />
          </Section>
        }
      >
        <Stage view={view} by={by} mayDecide={can['billing.decide']} />
      </Columns>
    </Page>
  );
}

type Tab = 'supplier' | 'costCenter' | 'worker' | 'documents';

function Stage({ view, by, mayDecide }: { view: RunView; by: Tab; mayDecide: boolean }) {
  switch (view.stage) {
    case 'finalizing':
      return <Finalizing run={view.run} />;
    case 'finalized':
      return <IssuedDocuments currency={view.program.currency} documents={view.documents} />;
    case 'discarded':
      return (
        <Notice tone="quiet" title="This run was discarded">
          <p>Nothing was posted. Its time waits for the next run of the program.</p>
        </Notice>
      );
    case 'preview':
      return <Preview view={view} by={by} mayDecide={mayDecide} />;
  }
}

type PreviewView = Extract<RunView, { stage: 'preview' }>;

function Preview({ view, by, mayDecide }: { view: PreviewView; by: Tab; mayDecide: boolean }) {
  const { run, preview, parked, isHeld, leftOut } = view;
  return (
    <>
      {run.lastProblem ? (
        <Notice tone="attention" title="Finalizing stopped; nothing was posted">
          <p>{run.lastProblem}</p>
        </Notice>
      ) : null}
      <HeldRun run={run} isHeld={isHeld} mayDecide={mayDecide} />
      {preview ? (
        <PreviewOfRun view={{ ...view, preview }} by={by} />
      ) : (
        <NotPreviewed runId={run.id} mayRun={mayDecide} />
      )}
      <Parked runId={run.id} parked={parked} mayDecide={mayDecide} />
      <LeftOut leftOut={leftOut} />
    </>
  );
}

function Finalizing({ run }: { run: { step: string | null; done: number | null; total: number | null } }) {
  useRefresh();
  return (
    <Section title="Finalizing">
      <Progress label={run.step ?? 'Waiting for its turn'} done={run.done ?? 0} total={run.total ?? 1} />
      <p>You can leave this page; it goes on. All of the period is posted, or nothing.</p>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
    </Section>
  );
}

/** Asks again while the page is looked at; where scripts do not run, the page reloads itself. */
function useRefresh() {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (state !== 'idle') return undefined;
    const timer = setTimeout(() => void revalidate(), REFRESH_MS);
    return () => clearTimeout(timer);
  }, [revalidate, state]);
}
