import { Link } from '@remix-run/react';
import { DateText, Hours } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';

type Week = {
  id: string;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  standing: 'submitted' | 'draft' | 'sent_back';
  heldBy: string;
  workedMinutes: number;
};
type Shown = {
  submitted: number;
  drafts: number;
  weeks: Week[];
  missingWeeks: number;
  missing: { id: string; reference: string; workerName: string; weeks: number }[];
};

const standings = {
  submitted: <Badge tone="waiting">not approved</Badge>,
  draft: <Badge>draft</Badge>,
  sent_back: <Badge tone="attention">sent back</Badge>,
};

/** What the period does not bill and why, so that it can be put right before the run is finalized. */
export function LeftOut({ leftOut }: { leftOut: Shown }) {
  const { submitted, drafts, weeks, missingWeeks } = leftOut;
  const count = submitted + drafts + missingWeeks;
  const reasons = [
    submitted > 0 ? `${counted(submitted, 'week')} not approved` : '',
    drafts > 0 ? `${counted(drafts, 'week')} not sent` : '',
    missingWeeks > 0 ? `${counted(missingWeeks, 'week')} not entered` : '',
  ].filter(Boolean);
  return (
    <Section
      title={count === 0 ? 'Left out: nothing' : `Left out: ${reasons.join(', ')}`}
      lead={
        count === 0
          ? 'Every week of the period is entered and approved.'
          : 'They are billed in a later run once they are approved. A week counts by the day it ends.'
      }
    >
      {weeks.length > 0 ? <Weeks weeks={weeks} all={submitted + drafts} /> : null}
      {missingWeeks > 0 ? <Missing leftOut={leftOut} /> : null}
    </Section>
  );
}

function Weeks({ weeks, all }: { weeks: Week[]; all: number }) {
  return (
    <>
      <DataTable
        caption="Weeks that are not approved"
        rows={weeks}
        rowKey={({ id }) => id}
        rowTo={({ id }) => `/timesheets/${id}`}
        empty="None."
        dense
        columns={[
          { key: 'worker', header: 'Worker', primary: true, cell: ({ workerName }) => workerName },
          { key: 'week', header: 'Week to', cell: ({ weekEndsOn }) => <DateText date={weekEndsOn} /> },
          { key: 'why', header: 'Why', cell: ({ standing }) => standings[standing] },
          { key: 'held', header: 'Waits for', cell: ({ heldBy }) => heldBy },
          {
            key: 'supplier',
            header: 'Supplier',
            hideOnPhone: true,
            cell: ({ supplierName }) => supplierName,
          },
          {
            key: 'hours',
            header: 'Hours',
            align: 'right',
            cell: ({ workedMinutes }) => <Hours minutes={workedMinutes} />,
          },
        ]}
      />
      {all > weeks.length ? (
        <p>
          The first {weeks.length} of {counted(all, 'week')}.
        </p>
      ) : null}
    </>
  );
}

function Missing({ leftOut: { missing } }: { leftOut: Shown }) {
  return (
    <div>
      <p>No time was entered for weeks of these assignments:</p>
      <ul>
        {missing.map(({ id, reference, workerName, weeks }) => (
          <li key={id}>
            <Link to={`/assignments/${id}`} prefetch="intent">
              {reference}
            </Link>{' '}
            {workerName}, {counted(weeks, 'week')}
          </li>
        ))}
      </ul>
    </div>
  );
}
