import { formatAmount, formatMoney, sum } from '#app/values/money.ts';

export type WeekApproved = {
  id: string;
  workerName: string;
  weekEndsOn: string;
  amountMinor: number;
  currency: string;
};

/** A week that was left as it is. `why` ends a sentence that begins with «it». */
export type WeekSkipped = { id: string; kind: 'missing' | 'refused' | 'stale' | 'invalid'; why: string };

/** What became of a press that approves several weeks. */
export type ApprovalOutcome = { approved: WeekApproved[]; skipped: WeekSkipped[] };

const weeks = (count: number) => (count === 1 ? '1 week' : `${count.toLocaleString('en-US')} weeks`);

/** `12 weeks approved, 38,410.00. 1 left: it was sent back meanwhile.` */
export function outcomeInWords({ approved, skipped }: ApprovalOutcome): string {
  const done =
    approved.length === 0
      ? 'Nothing was approved.'
      : `${weeks(approved.length)} approved, ${totals(approved)}.`;
  const left = [...groupedByWhy(skipped)].map(([why, count]) => `${count} left: ${why}.`);
  return [done, ...left].join(' ');
}

/** Each currency by itself; its name only where there are several. */
function totals(approved: WeekApproved[]): string {
  const currencies = [...new Set(approved.map(({ currency }) => currency))];
  const totalOf = (currency: string) =>
    sum(approved.filter((week) => week.currency === currency).map((week) => week.amountMinor));
  const [only] = currencies;
  if (currencies.length === 1 && only) return formatAmount(totalOf(only), only);
  return currencies.map((currency) => formatMoney(totalOf(currency), currency)).join(' and ');
}

function groupedByWhy(skipped: WeekSkipped[]): Map<string, number> {
  const groups = new Map<string, number>();
  for (const { why } of skipped) groups.set(why, (groups.get(why) ?? 0) + 1);
  return groups;
}

/** Why a week that is no longer waiting cannot be approved. */
export function whyNotWaiting(status: string): string {
  if (status === 'draft') return 'it was sent back or recalled meanwhile';
  if (status === 'approved') return 'it was approved meanwhile';
  return `it is ${status.replaceAll('_', ' ')} already`;
}
