import type { MetaFunction } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import { parseQuery } from '#app/platform/http/form.server.ts';
import { page } from '#app/platform/http/page.server.ts';
import { found, idParam } from '#app/platform/http/params.server.ts';
import { ButtonRow, PostButton } from '#app/ui/button.tsx';
import { Timeline } from '#app/ui/facts.tsx';
import { Notice, Progress } from '#app/ui/feedback.tsx';
import { Columns, Page, Section } from '#app/ui/page.tsx';
import { Status } from '#app/ui/status.tsx';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod } from '#app/values/period.ts';
import { previewQuery } from '../forms.ts';
import { counted } from '../counted.ts';
import { IssuedDocuments } from '../parts/issued-documents.tsx';
import { LeftOut } from '../parts/left-out.tsx';
import { PreviewOfRun } from '../parts/preview-of-run.tsx';
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
      action={view.stage === 'preview' && can['billing.run'] ? <NextSteps view={view} /> : null}
    >
      <Columns
        aside={
          <Section title="Timeline">
            <Timeline entries={entries} timeZone={program.timeZone} />
          </Section>
        }
      >
        <Stage view={view} by={by} />
      </Columns>
    </Page>
  );
}

type PreviewView = Extract<RunView, { stage: 'preview' }>;

/** Finalizing is offered for exactly what is on the page; otherwise looking again comes first. */
function NextSteps({ view: { run, program, preview, isAsSeen } }: { view: PreviewView }) {
  const discard = (
    <PostButton
      to={`/billing/${run.id}/discard`}
      confirm="Nothing was posted yet. The period stays to be billed, and its approved time waits for the next run."
    >
      Discard
    </PostButton>
  );
  if (!isAsSeen)
    return (
      <ButtonRow>
        <PostButton to={`/billing/${run.id}/preview`} tone="primary">
          {run.previewedAt ? 'Preview again' : 'Keep this preview'}
        </PostButton>
        {discard}
      </ButtonRow>
    );
  const documents = preview.bySupplier.length;
  const issues =
    preview.lines === 0
      ? 'Nothing is billed in this period; it is closed, and the next one follows it.'
      : `Issues one invoice of ${formatMoney(preview.totalMinor, program.currency)} and ${counted(documents, 'self-billed statement')}, and posts the ledger. Issued documents do not change any more.`;
  return (
    <ButtonRow>
      <PostButton to={`/billing/${run.id}/finalization`} tone="primary" confirm={issues}>
        {preview.lines === 0 ? 'Close the empty period' : `Finalize ${counted(preview.lines, 'line')}`}
      </PostButton>
      {discard}
    </ButtonRow>
  );
}

function Stage({ view, by }: { view: RunView; by: 'supplier' | 'costCenter' | 'worker' | 'documents' }) {
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
      return (
        <>
          {view.run.lastProblem ? (
            <Notice tone="attention" title="Finalizing stopped; nothing was posted">
              <p>{view.run.lastProblem}</p>
            </Notice>
          ) : null}
          <PreviewOfRun view={view} by={by} />
          <LeftOut leftOut={view.leftOut} />
        </>
      );
  }
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
