import { Rate } from '#app/ui/amount.tsx';
import { Difference } from '#app/ui/facts.tsx';
import { formatHoursShort } from '#app/values/hours.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatDate } from '#app/values/week.ts';
import type { ChangeFrom } from '../revision-rules.ts';
import { payCodeName } from '../rules.ts';

export type PreviewShown = {
  bill: ChangeFrom[];
  /** Empty for those who may not see pay, and while nobody has stated it. */
  pay: ChangeFrom[];
  weeklyEffectMinor: number;
  weekMinutes: number;
};

/** What new rates change, from which day, before anything is in force. */
export function RevisionDifference({ preview, currency }: { preview: PreviewShown; currency: string }) {
  const { weeklyEffectMinor: effect, weekMinutes } = preview;
  return (
    <>
      {preview.bill.map((change) => (
        <Difference
          key={change.from}
          caption={`Bill rates from ${formatDate(change.from)}, in ${currency} an hour`}
          rows={change.changes.map(({ payCode, before, after }) => ({
            label: `${payCodeName[payCode]} from ${formatDate(change.from)}`,
            before: before === null ? 'none' : <Rate rate={before} per="h" />,
            after: <Rate rate={after} per="h" />,
          }))}
        />
      ))}
      {preview.pay.slice(0, 1).map((change) => (
        <Difference
          key={`pay ${change.from}`}
          caption="Pay rates"
          rows={change.changes.map(({ payCode, before, after }) => ({
            label: `Pay, ${payCodeName[payCode].toLowerCase()}`,
            before: before === null ? 'none' : <Rate rate={before} per="h" />,
            after: <Rate rate={after} per="h" />,
          }))}
        />
      ))}
      <p>
        A usual week of {formatHoursShort(weekMinutes)} h straight time{' '}
        {effect === 0
          ? 'costs the same before fees and tax.'
          : `costs ${formatMoney(Math.abs(effect), currency)} ${effect > 0 ? 'more' : 'less'} before fees and tax.`}
      </p>
    </>
  );
}
