import type { ReactNode } from 'react';
import { When } from './amount.tsx';
import { Icon, ToneShape } from './icon.tsx';
import { statusWord } from './status.tsx';

/** What is known of a thing, each fact with its name. */
export function Facts({ items }: { items: { label: string; value: ReactNode }[] }) {
  return (
    <dl className="facts">
      {items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

export type TimelineEntry = {
  id: string | number;
  at: Date | string;
  who: string;
  /** What they did, so that `who` and `text` read as one sentence. */
  text: ReactNode;
  /** Why, in their words. */
  reason?: string | null;
};

/** What happened, newest first or oldest first as the page gives it. */
export function Timeline({ entries, timeZone }: { entries: TimelineEntry[]; timeZone?: string }) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            <strong>{entry.who}</strong> {entry.text}
          </p>
          {entry.reason ? <p className="timeline-reason">“{entry.reason}”</p> : null}
          <p className="timeline-when">
            <When at={entry.at} timeZone={timeZone} />
          </p>
        </li>
      ))}
    </ol>
  );
}

type Step = { label: string };

/**
 * Where a thing stands in its lifecycle.
 * @param steps the usual way, as labels or as statuses
 * @param current one of the steps, by label or by status
 * @param ended what happened instead, such as `Cancelled`: the steps after the current one are then off the table
 */
export function Stepper({
  steps,
  current,
  ended,
}: {
  steps: Step[] | string[];
  current: string;
  ended?: string;
}) {
  const words = steps.map((step) => statusWord(typeof step === 'string' ? step : step.label));
  const at = words.indexOf(statusWord(current));
  return (
    <ol className={ended ? 'stepper stepper-ended' : 'stepper'} aria-label="Progress">
      {words.map((word, index) => {
        const state = index < at ? 'past' : index === at && !ended ? 'here' : index === at ? 'past' : 'ahead';
        if (ended && state === 'ahead') return null;
        return (
          <li key={word} data-state={state} aria-current={state === 'here' ? 'step' : undefined}>
            <ToneShape tone={state === 'past' ? 'done' : state === 'here' ? 'good' : 'quiet'} />
            <span>{word}</span>
          </li>
        );
      })}
      {ended ? (
        <li data-state="ended" aria-current="step">
          <ToneShape tone="wrong" />
          <span>{statusWord(ended)}</span>
        </li>
      ) : null}
    </ol>
  );
}

export type DifferenceRow = { label: string; before: ReactNode; after: ReactNode };

/** What will change: before and after, side by side, before anything is posted. */
export function Difference({ rows, caption = 'What changes' }: { rows: DifferenceRow[]; caption?: string }) {
  return (
    <table className="difference">
      <caption className="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td data-label="Before">
              <del>{row.before}</del>
            </td>
            <td data-label="After">
              <Icon name="arrow" size={12} className="difference-arrow" />
              <ins>{row.after}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
