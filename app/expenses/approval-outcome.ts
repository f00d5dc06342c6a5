import { formatAmount, formatMoney, sum } from '#app/values/money.ts';

export type SheetApproved = {
  id: string;
  title: string;
  workerName: string;
  amountMinor: number;
  currency: string;
};

/** A sheet that was left as it is. `why` ends a sentence that begins with «it». */
export type SheetSkipped = { id: string; kind: 'missing' | 'refused' | 'stale'; why: string };

/** What became of a press that approves several sheets. */
export type ApprovalOutcome = { approved: SheetApproved[]; skipped: SheetSkipped[] };

const sheets = (count: number) => (count === 1 ? '1 expense sheet' : `${count} expense sheets`);

/** `3 expense sheets approved, 412.10. 1 left: it was sent back meanwhile.` */
export function outcomeInWords({ approved, skipped }: ApprovalOutcome): string {
  const done =
    approved.length === 0
      ? 'Nothing was approved.'
      : `${sheets(approved.length)} approved, ${totals(approved)}.`;
  const reasons = new Map<string, number>();
  for (const { why } of skipped) reasons.set(why, (reasons.get(why) ?? 0) + 1);
  return [done, ...[...reasons].map(([why, count]) => `${count} left: ${why}.`)].join(' ');
}

/** Each currency by itself; its name only where there are several. */
function totals(approved: SheetApproved[]): string {
  const currencies = [...new Set(approved.map(({ currency }) => currency))];
  const totalOf = (currency: string) =>
    sum(approved.filter((sheet) => sheet.currency === currency).map(({ amountMinor }) => amountMinor));
  const [only, other] = currencies;
  if (only && !other) return formatAmount(totalOf(only), only);
  return currencies.map((currency) => formatMoney(totalOf(currency), currency)).join(' and ');
}

/** Why a sheet that is no longer waiting cannot be approved. */
export function whyNotWaiting(status: string): string {
  if (status === 'draft') return 'it was sent back or recalled meanwhile';
  if (status === 'approved') return 'it was approved meanwhile';
  return `it is ${status} already`;
}
