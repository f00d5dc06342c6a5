import type { ReactNode } from 'react';
import { formatHours } from '#app/values/hours.ts';
import type { WeekRow } from '../forms.ts';
import { explain, overtimeRules, type ClassifiedEntry, type OvertimeRule } from '../overtime.ts';
import { minutesByPayCode, payCodeName, payCodes, workedDays } from '../week-of-time.ts';

type ClassificationProps = {
  rule: OvertimeRule;
  lines: ClassifiedEntry[];
  rows: WeekRow[];
  weekEndsOn: string;
  children?: ReactNode;
};

/** What of the week is straight time and what is not, by which rule, and why, minute by minute. */
export function Classification({ rule, lines, rows, weekEndsOn, children }: ClassificationProps) {
  const minutes = minutesByPayCode(lines);
  const why = explain(rule, workedDays(rows, weekEndsOn));
  const known = overtimeRules.find(({ id }) => id === rule);
  const shown = payCodes.filter((code) => code !== 'DT' || minutes.DT > 0);
  return (
    <div className="grid gap-2 border-t border-hairline pt-3">
      <dl className="flex flex-wrap items-baseline gap-x-6 gap-y-1">
        <Figure label="Hours" minutes={minutes.ST + minutes.OT + minutes.DT} strong />
        {shown.map((code) => (
          <Figure key={code} label={payCodeName[code]} minutes={minutes[code]} />
        ))}
        {children}
      </dl>
      <p className="text-sm text-soft">
        {known?.title}
        {rule === 'none' ? '.' : `. ${known?.source}, version ${known?.version}.`}
      </p>
      {why.length > 0 ? (
        <ul className="grid gap-0.5 text-sm" aria-label="Why some of it is not straight time">
          {why.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Figure({ label, minutes, strong = false }: { label: string; minutes: number; strong?: boolean }) {
  return (
    <div className="flex items-baseline gap-2">
      <dt className="text-soft">{label}</dt>
      <dd className={strong ? 'figure text-lg font-semibold' : 'figure'}>{formatHours(minutes)}</dd>
    </div>
  );
}
