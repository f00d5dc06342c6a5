import { group } from 'd3-array';
import type { WaitingItem } from '#app/values/waiting.ts';

/** A queue longer than this is read by kind. */
const ONE_LIST = 12;
const DAY_MS = 86_400_000;

/** Whole days since something began to wait; what lies ahead waits since today. */
export function daysWaiting(since: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY_MS));
}

/** `today`, `1 day`, `12 days`. */
export function ageOf(since: Date, now: Date): string {
  const days = daysWaiting(since, now);
  return days === 0 ? 'today' : days === 1 ? '1 day' : `${days} days`;
}

/** The oldest promise first; of one age, as the slices gave them. */
export const oldestFirst = (items: WaitingItem[]): WaitingItem[] =>
  [...items].sort((one, other) => one.since.getTime() - other.since.getTime());

export type QueueGroup = {
  /** `Timesheets`; null where everything stands in one list. */
  title: string | null;
  items: WaitingItem[];
};

/** What a group is called; money that is to be billed is one business, whatever stage it is in. */
function severalOf(kind: string): string {
  if (kind.startsWith('Billing')) return 'Billing';
  return kind.endsWith('s') ? kind : `${kind}s`;
}

/** One list of a few, or one per kind of many; the group with the oldest item stands first. */
export function groupsOf(items: WaitingItem[]): QueueGroup[] {
  const sorted = oldestFirst(items);
  if (sorted.length === 0) return [];
  const groups = group(sorted, ({ kind }) => severalOf(kind));
  if (sorted.length <= ONE_LIST || groups.size === 1) return [{ title: null, items: sorted }];
  return [...groups].map(([title, own]) => ({ title, items: own }));
}

export type BulkOffer = {
  formTo: string;
  /** `id` of the form that the check boxes of these items belong to. */
  formId: string;
  field: string;
  /** `Approve selected`. */
  selectedLabel: string;
  /** `Approve 4 usual timesheets`. */
  usualLabel: string;
  /** What the form posts for the items that nothing is unusual about. */
  usual: string[];
};

/** What can be done to several at once, one offer per address. Usual ones are those without a finding. */
export function bulkOffers(items: WaitingItem[]): BulkOffer[] {
  const inBulk = items.flatMap(({ bulk, kind, unusual }) => (bulk ? [{ ...bulk, kind, unusual }] : []));
  return [...group(inBulk, ({ formTo }) => formTo)].flatMap(([formTo, own], index) => {
    const first = own[0];
    if (!first) return [];
    const usual = own.filter(({ unusual }) => unusual.length === 0).map(({ value }) => value);
    const word = (usual.length === 1 ? first.kind : severalOf(first.kind)).toLowerCase();
    return {
      formTo,
      formId: `bulk-${index}`,
      field: first.field,
      selectedLabel: `${first.label} selected`,
      usualLabel: `${first.label} ${usual.length} usual ${word}`,
      usual,
    };
  });
}

/** `7 wait for you · oldest 2 days`. */
export function saysQueue(items: WaitingItem[], now: Date): string {
  const [oldest] = oldestFirst(items);
  if (!oldest) return 'Nothing waits for you.';
  const count = items.length === 1 ? '1 waits for you' : `${items.length} wait for you`;
  return daysWaiting(oldest.since, now) === 0
    ? `${count} · all of today`
    : `${count} · oldest ${ageOf(oldest.since, now)}`;
}

/** `Good morning, Ana`, by the clock of the program. */
export function greeting(name: string, now: Date, timeZone: string): string {
  const hour = Number(
    new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now),
  );
  const part = hour >= 5 && hour < 12 ? 'morning' : hour >= 12 && hour < 18 ? 'afternoon' : 'evening';
  return `Good ${part}, ${name.trim().split(/\s+/)[0] ?? name}`;
}
