import { Hours, Percent, When } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { PostButton } from '#app/ui/button.tsx';
import { EmptyState, Notice } from '#app/ui/feedback.tsx';
import { Section, Tabs } from '#app/ui/page.tsx';
import { Decimal } from '#app/values/decimal.ts';
import { formatHours } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatPeriod, type Period } from '#app/values/period.ts';
import { counted } from '../counted.ts';
import { BothSides } from './both-sides.tsx';
import { PreviewTable, type PreviewRow, type PreviewSums } from './preview-table.tsx';

export type PreviewTab = 'supplier' | 'costCenter' | 'worker' | 'documents';
type LastRun = Period & { workers: number; minutes: number; overtimeMinutes: number; totalMinor: number };

export type PreviewShown = {
  run: {
    id: string;
    previewedAt: Date | null;
    previewedByName: string | null;
  };
  program: { clientName: string; currency: string; timeZone: string };
  preview: PreviewSums & { bySupplier: PreviewRow[]; byCostCenter: PreviewRow[]; byWorker: PreviewRow[] };
  before: LastRun | null;
  isAsSeen: boolean;
};

/** What the run would bill now, and how that differs from what was previewed and from the last period. */
export function PreviewOfRun({ view, by }: { view: PreviewShown; by: PreviewTab }) {
  const { run, program, preview, isAsSeen } = view;
  const { currency } = program;
  return (
    <>
      {isAsSeen ? null : (
        <Notice tone="attention" title="Something changed since the preview">
          <p>
            Time was approved, or something else changes what would be billed. Below is what was previewed;
            preview it again to see what it comes to now.
          </p>
        </Notice>
      )}
      <Section
        title={`Will be billed: ${formatMoney(preview.totalMinor, currency)}`}
        lead={<Compared view={view} />}
      >
        <Facts
          items={[
            { label: 'Lines', value: counted(preview.lines, 'line') },
            { label: 'Workers', value: counted(preview.workers, 'worker') },
            { label: 'Hours', value: <Hours minutes={preview.minutes} /> },
            { label: 'Of these overtime', value: <Hours minutes={preview.overtimeMinutes} /> },
          ]}
        />
        <BothSides preview={preview} clientName={program.clientName} />
        {run.previewedAt ? (
          <p>
            Previewed by {run.previewedByName}, <When at={run.previewedAt} timeZone={program.timeZone} />.
          </p>
        ) : null}
      </Section>
      <Section
        title="In detail"
        lead={by === 'documents' ? `Amounts in ${currency}.` : `What the client is charged, in ${currency}.`}
        id="detail"
      >
        <Tabs
          label="Preview by"
          items={[
            tab('By supplier', 'supplier', by, run.id, preview.bySupplier.length),
            tab('By cost center', 'costCenter', by, run.id, preview.byCostCenter.length),
            tab('By worker', 'worker', by, run.id, preview.workers),
            tab(
              'Documents',
              'documents',
              by,
              run.id,
              preview.lines === 0 ? 0 : 1 + preview.bySupplier.length,
            ),
          ]}
        />
        <PreviewTable preview={preview} by={by} clientName={program.clientName} currency={currency} />
      </Section>
    </>
  );
}

/** A run that was opened and not looked at yet. */
export function NotPreviewed({ runId, mayRun }: { runId: string; mayRun: boolean }) {
  return (
    <Section title="Not previewed yet">
      <EmptyState
        title="Preview it first"
        action={
          mayRun ? (
            <PostButton to={`/billing/${runId}/preview`} tone="primary">
              Preview it
            </PostButton>
          ) : null
        }
      >
        The preview prices every approved charge of the period and shows what would be posted. Nothing is
        posted by it.
      </EmptyState>
    </Section>
  );
}

const tab = (label: string, is: PreviewTab, current: PreviewTab, runId: string, count: number) => ({
  label,
  to: `/billing/${runId}?by=${is}`,
  count,
  current: is === current,
});

function Compared({ view: { preview, before } }: { view: PreviewShown }) {
  if (!before) return <>This is the first period, so there is none to compare with.</>;
  const workers = preview.workers - before.workers;
  const overtime = preview.overtimeMinutes - before.overtimeMinutes;
  return (
    <>
      Compared with {formatPeriod(before)}:{' '}
      {before.totalMinor === 0 ? null : (
        <>
          <Percent signed fraction={change(before.totalMinor, preview.totalMinor)} /> in all,{' '}
        </>
      )}
      {signed(workers, String(Math.abs(workers)))} {Math.abs(workers) === 1 ? 'worker' : 'workers'},{' '}
      {signed(preview.minutes - before.minutes, formatHours(Math.abs(preview.minutes - before.minutes)))}{' '}
      hours, {signed(overtime, formatHours(Math.abs(overtime)))} of them overtime.
    </>
  );
}

const signed = (difference: number, size: string) =>
  difference === 0 ? '±0' : `${difference > 0 ? '+' : '−'}${size}`;

const change = (before: number, now: number) => new Decimal(now).minus(before).div(before).round(3).toFixed();
