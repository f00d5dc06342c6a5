import { Link } from '@remix-run/react';
import { Rate } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { formatPercent } from '#app/values/percent.ts';
import { compareRates, formatRate } from '#app/values/rate.ts';
import { addDays, formatDate } from '#app/values/week.ts';
import { factorOf, type PayCode } from '../rates.ts';
import { payCodeName } from '../rules.ts';

export type BillRate = {
  id: string;
  payCode: PayCode;
  billRate: string;
  cardMaxBillRate: string | null;
  since: string;
  /** The first day on which it no longer holds; null without an end. */
  upTo: string | null;
  /** How the agreement bills overtime; null where nothing was agreed. */
  convention: 'full' | 'premium_at_cost' | 'fixed' | null;
  burden: string | null;
  tenureWeeks: number | null;
  tenureFraction: string | null;
};
export type PayRate = { id: string; payCode: PayCode; payRate: string; since: string; upTo: string | null };

type RatesTableProps = { bill: BillRate[]; pay: PayRate[]; currency: string; startsOn: string };

/** The rates in force by pay code, each with where it comes from. Pay stands there only for those who may see it. */
export function RatesTable({ bill, pay, currency, startsOn }: RatesTableProps) {
  if (bill.length === 0) return <PayTable pay={pay} currency={currency} />;
  const straight = (row: BillRate) =>
    bill.find(({ payCode, since }) => payCode === 'ST' && since === row.since)?.billRate ?? null;
  const payFor = (row: BillRate) =>
    pay.find(
      ({ payCode, since, upTo }) =>
        payCode === row.payCode && since <= row.since && (upTo === null || row.since < upTo),
    );
  const payColumn: Column<BillRate>[] =
    pay.length === 0
      ? []
      : [
          {
            key: 'pay',
            header: 'Pay rate',
            align: 'right',
            cell: (row) => {
              const paid = payFor(row);
              return paid ? <Rate rate={paid.payRate} /> : null;
            },
          },
        ];
  return (
    <DataTable
      caption={`Rates an hour in ${currency}`}
      dense
      rows={bill}
      rowKey={(row) => row.id}
      empty="No rates are recorded."
      columns={[
        { key: 'code', header: 'Pay code', primary: true, cell: (row) => payCodeName[row.payCode] },
        { key: 'for', header: 'For work', cell: (row) => formatDays(row) },
        {
          key: 'bill',
          header: 'Bill rate',
          align: 'right',
          cell: (row) => (
            <Link to={`/proofs/rates/${row.id}`} prefetch="intent">
              <Rate rate={row.billRate} />
            </Link>
          ),
        },
        {
          key: 'card',
          header: 'Card allowed',
          align: 'right',
          cell: (row) => (row.cardMaxBillRate ? <Rate rate={row.cardMaxBillRate} /> : 'no card'),
        },
        ...payColumn,
        { key: 'proof', header: 'How it comes about', cell: (row) => proofOf(row, straight(row), startsOn) },
      ]}
    />
  );
}

/** For workers, who see what they are paid and not what is billed for them. */
function PayTable({ pay, currency }: { pay: PayRate[]; currency: string }) {
  return (
    <DataTable
      caption={`Pay rates an hour in ${currency}`}
      dense
      rows={pay}
      rowKey={(row) => row.id}
      empty="No rates are recorded."
      columns={[
        { key: 'code', header: 'Pay code', primary: true, cell: (row) => payCodeName[row.payCode] },
        { key: 'for', header: 'For work', cell: (row) => formatDays(row) },
        { key: 'pay', header: 'Pay rate', align: 'right', cell: (row) => <Rate rate={row.payRate} /> },
      ]}
    />
  );
}

/** `from 2 Mar 2026`, `2 Mar 2026 to 30 Aug 2026`. */
export const formatDays = ({ since, upTo }: { since: string; upTo: string | null }): string =>
  upTo === null ? `from ${formatDate(since)}` : `${formatDate(since)} to ${formatDate(addDays(upTo, -1))}`;

function proofOf(row: BillRate, straightRate: string | null, startsOn: string): string {
  if (compareRates(row.billRate, '0') === 0) return 'not billed: the agreement’s first days are free';
  if (row.payCode === 'ST') {
    const { tenureWeeks, tenureFraction, since } = row;
    const tenured = tenureWeeks !== null && since >= addDays(startsOn, tenureWeeks * 7);
    return tenured && tenureFraction !== null
      ? `as agreed, less ${formatPercent(tenureFraction)} after ${tenureWeeks} weeks`
      : 'as agreed';
  }
  const straight = straightRate ? formatRate(straightRate) : 'straight time';
  switch (row.convention) {
    case 'premium_at_cost': {
      const share = row.payCode === 'OT' ? 'half the pay rate' : 'the pay rate';
      const burden =
        compareRates(row.burden ?? '0', '0') > 0 ? ` and ${formatPercent(row.burden ?? '0')} on it` : '';
      return `${straight} + ${share}${burden}: premium at cost`;
    }
    case 'fixed':
      return 'fixed by the agreement';
    default:
      return `${factorOf[row.payCode]} × ${straight}, rounded to cents`;
  }
}
