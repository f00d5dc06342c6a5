import { Link } from '@remix-run/react';
import { DateText, Hours, Money } from '#app/ui/amount.tsx';
import {
  FieldProblems,
  PostForm,
  RadioGroup,
  SubmitButton,
  TextArea,
  ButtonRow,
  useField,
} from '#app/ui/form.tsx';
import { Section } from '#app/ui/page.tsx';
import { Badge } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import type { FormAnswer } from '#app/values/result.ts';
import { counted } from '../counted.ts';
import { payCodeWord } from '../pay-codes.ts';

export type ParkedShown = {
  chargeId: number;
  findings: { finding: string; detail: string }[];
  timesheetId: string | null;
  workerName: string;
  supplierName: string;
  weekEndsOn: string;
  payCode: string;
  minutes: number;
  amountMinor: number;
  decision: 'released' | 'excluded' | null;
  decidedByName: string | null;
  reason: string | null;
};

const words: Record<string, string> = {
  over_24_hours: 'More hours than the day has',
  outside_assignment: 'Outside the assignment',
  above_card: 'Above the rate card',
  purchase_order: 'Not covered',
  no_self_billing_agreement: 'Not agreed',
};

type Props = {
  runId: string;
  parked: ParkedShown[];
  mayDecide: boolean;
  answer?: FormAnswer | undefined;
};

/** What the run would post but somebody should look at first: to be released into it, or left for a later run. */
export function Parked({ runId, parked, mayDecide, answer }: Props) {
  const undecided = parked.filter(({ decision }) => decision === null);
  const decided = parked.filter(({ decision }) => decision !== null);
  if (parked.length === 0) return null;
  return (
    <Section
      title={
        undecided.length > 0
          ? `Parked: ${counted(undecided.length, 'charge')} to look at`
          : 'Parked: all decided'
      }
      lead={
        undecided.length > 0
          ? 'These stand in nothing above. Bill them with this run, or leave them for a later one; a week goes as a whole.'
          : 'What was found unusual before this run, and who decided on it.'
      }
      id="parked"
    >
      {undecided.length === 0 ? null : mayDecide ? (
        <Decide runId={runId} undecided={undecided} answer={answer} />
      ) : (
        <ParkedTable rows={undecided} caption="Parked charges" more={[]} />
      )}
      {decided.length > 0 ? <Decided decided={decided} /> : null}
    </Section>
  );
}

function Decide({
  runId,
  undecided,
  answer,
}: {
  runId: string;
  undecided: ParkedShown[];
  answer: Props['answer'];
}) {
  return (
    <PostForm to={`/billing/${runId}/parked`} answer={answer}>
      <Choose undecided={undecided} />
      <RadioGroup
        name="decision"
        legend="What becomes of them"
        required
        options={[
          { value: 'released', label: 'Bill them with this run', hint: 'They are in order; say why.' },
          {
            value: 'excluded',
            label: 'Leave them for a later run',
            hint: 'The next run finds them again, or finds them mended.',
          },
        ]}
      />
      <TextArea
        name="reason"
        label="Why"
        required
        maxLength={1000}
        rows={2}
        hint="Kept with the run, and on its timeline."
      />
      <ButtonRow>
        <SubmitButton>Decide, and preview again</SubmitButton>
      </ButtonRow>
    </PostForm>
  );
}

/** The ticks are fields of the form around them, so that a refused form comes back as it was. */
function Choose({ undecided }: { undecided: ParkedShown[] }) {
  const field = useField('charges');
  const tick: Column<ParkedShown> = {
    key: 'tick',
    header: 'Choose',
    cell: ({ chargeId, workerName }) => (
      <label className="tick">
        <span className="visually-hidden">Choose the charge of {workerName}</span>
        <input
          type="checkbox"
          id={chargeId === undecided[0]?.chargeId ? field.id : undefined}
          name="charges"
          value={chargeId}
          defaultChecked={field.typedList?.includes(String(chargeId)) ?? false}
          aria-describedby={field.describedBy}
        />
      </label>
    ),
  };
  return (
    <div data-invalid={field.problems.length > 0 ? '' : undefined}>
      <ParkedTable rows={undecided} caption="Parked charges to decide on" more={[tick]} />
      <FieldProblems field={field} />
    </div>
  );
}

function Decided({ decided }: { decided: ParkedShown[] }) {
  return (
    <ParkedTable
      rows={decided}
      caption="Parked charges that are decided on"
      more={[
        {
          key: 'decision',
          header: 'Decided',
          cell: ({ decision, decidedByName, reason }) => (
            <>
              {decision === 'released' ? (
                <Badge tone="good">billed with this run</Badge>
              ) : (
                <Badge>left for a later run</Badge>
              )}
              <span className="block text-soft">
                {decidedByName}: “{reason}”
              </span>
            </>
          ),
        },
      ]}
    />
  );
}

function ParkedTable({
  rows,
  caption,
  more,
}: {
  rows: ParkedShown[];
  caption: string;
  more: Column<ParkedShown>[];
}) {
  const first = more.filter(({ key }) => key === 'tick');
  const last = more.filter(({ key }) => key !== 'tick');
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ chargeId }) => String(chargeId)}
      empty="None."
      dense
      columns={[
        ...first,
        {
          key: 'worker',
          header: 'Worker',
          primary: true,
          cell: ({ workerName, supplierName }) => `${workerName}, ${supplierName}`,
        },
        { key: 'why', header: 'Found', cell: ({ findings }) => <Findings findings={findings} /> },
        { key: 'week', header: 'Week to', cell: (row) => <Week row={row} /> },
        {
          key: 'code',
          header: 'Hours',
          align: 'right',
          cell: ({ minutes, payCode }) =>
            minutes === 0 ? (
              payCodeWord(payCode)
            ) : (
              <>
                <Hours minutes={minutes} />{' '}
                <span className="text-soft">{payCodeWord(payCode).toLowerCase()}</span>
              </>
            ),
        },
        {
          key: 'amount',
          header: 'Amount',
          align: 'right',
          cell: ({ amountMinor }) => <Money minor={amountMinor} />,
        },
        ...last,
      ]}
    />
  );
}

function Week({ row: { timesheetId, weekEndsOn } }: { row: ParkedShown }) {
  if (!timesheetId) return <DateText date={weekEndsOn} />;
  return (
    <Link to={`/timesheets/${timesheetId}`}>
      <DateText date={weekEndsOn} />
    </Link>
  );
}

function Findings({ findings }: { findings: ParkedShown['findings'] }) {
  return (
    <>
      {findings.map(({ finding, detail }) => (
        <span key={finding} className="block">
          {words[finding] ?? finding}. <span className="text-soft">{detail}</span>
        </span>
      ))}
    </>
  );
}
