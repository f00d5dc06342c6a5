import { percentOf } from '#app/values/price.ts';
import { formatMoney, sum } from '#app/values/money.ts';
import { addDays } from '#app/values/week.ts';
import { problem, type Problem } from '#app/values/result.ts';

/** A document of a client that is not settled. */
export type OpenDocument = {
  id: string;
  reference: string;
  /** What is left to settle: above zero to be paid, below zero to be used. */
  openMinor: number;
  /** 'YYYY-MM-DD'. */
  issuedOn: string;
  dueOn: string;
  /** What prompt payment takes off, if the rest comes with this receipt; 0 where nothing does. */
  discountMinor: number;
};

export type Match = { invoiceId: string; amountMinor: number };

const oldestFirst = (a: OpenDocument, b: OpenDocument) =>
  a.dueOn < b.dueOn
    ? -1
    : a.dueOn > b.dueOn
      ? 1
      : a.issuedOn < b.issuedOn
        ? -1
        : a.reference < b.reference
          ? -1
          : 1;

/** What it takes to settle a document now. */
const toSettle = ({ openMinor, discountMinor }: OpenDocument) => openMinor - discountMinor;

/**
 * Where a receipt most likely belongs: one document of exactly this amount; else everything that is open, less credits,
 * where that is exactly the amount; else the oldest documents first, as far as it reaches. Credits are used by
 * themselves only where all of it fits.
 * @returns matches above zero for what is paid, below zero for credits that are used; their sum is at most the amount
 */
export function suggestMatches(amountMinor: number, open: OpenDocument[]): Match[] {
  if (amountMinor <= 0) return [];
  const sorted = [...open].filter(({ openMinor }) => openMinor !== 0).sort(oldestFirst);
  const exact = sorted.find(
    (one) => one.openMinor > 0 && (toSettle(one) === amountMinor || one.openMinor === amountMinor),
  );
  if (exact) return [{ invoiceId: exact.id, amountMinor }];
  if (sum(sorted.map(toSettle)) === amountMinor)
    return sorted.map((one) => ({ invoiceId: one.id, amountMinor: toSettle(one) }));
  let left = amountMinor;
  const matches: Match[] = [];
  for (const one of sorted) {
    if (one.openMinor < 0 || left === 0) continue;
    const taken = Math.min(left, toSettle(one));
    matches.push({ invoiceId: one.id, amountMinor: taken });
    left -= taken;
  }
  return matches;
}

export type Discount = { invoiceId: string; amountMinor: number };
export type Outcome = {
  /** Credits that are issued for prompt payment and used at once. */
  discounts: Discount[];
  /** What stays on account, as a document of its own. */
  leftMinor: number;
};

/** What recording these matches would bring about. A document gets its discount only if it is settled by it. */
export function outcomeOf(amountMinor: number, matches: Match[], open: OpenDocument[]): Outcome {
  const byId = new Map(open.map((one) => [one.id, one]));
  const discounts = matches.flatMap(({ invoiceId, amountMinor: paid }) => {
    const one = byId.get(invoiceId);
    return one && one.discountMinor > 0 && paid >= toSettle(one) && paid < one.openMinor
      ? [{ invoiceId, amountMinor: one.openMinor - paid }]
      : [];
  });
  return { discounts, leftMinor: amountMinor - sum(matches.map((match) => match.amountMinor)) };
}

/** What speaks against matches, at the field `matches[i].amount` of their place. */
export function matchProblems(
  amountMinor: number,
  matches: (Match & { field: string })[],
  open: OpenDocument[],
  currency: string,
): Problem[] {
  const byId = new Map(open.map((one) => [one.id, one]));
  const problems = matches.flatMap(({ invoiceId, amountMinor: wanted, field }) => {
    const one = byId.get(invoiceId);
    if (!one) return [problem(field, 'This document is settled already, or is not of this program.')];
    const fits =
      one.openMinor > 0 ? wanted > 0 && wanted <= one.openMinor : wanted < 0 && wanted >= one.openMinor;
    return fits
      ? []
      : [
          problem(
            field,
            `${formatMoney(one.openMinor, currency)} of ${one.reference} is open; use at most that.`,
          ),
        ];
  });
  if (problems.length > 0) return problems;
  const used = sum(matches.map((match) => match.amountMinor));
  if (used > amountMinor)
    return [
      problem(
        '',
        `${formatMoney(used, currency)} is matched, but only ${formatMoney(amountMinor, currency)} came.`,
      ),
    ];
  return used < 0 ? [problem('', 'Credits alone are used from their own page, without a receipt.')] : [];
}

/**
 * What prompt payment takes off a document that is paid on a day; 0 when the day is too late.
 * @param baseMinor what the client pays of it in money: its open part and what it paid before
 */
export function promptDiscount(
  { issuedOn, baseMinor, openMinor }: { issuedOn: string; baseMinor: number; openMinor: number },
  terms: { fraction: string; withinDays: number } | null,
  paidOn: string,
): number {
  if (!terms || openMinor <= 0 || paidOn > addDays(issuedOn, terms.withinDays)) return 0;
  return Math.min(percentOf(baseMinor, terms.fraction), openMinor - 1);
}
