import { Rate } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatRate } from '#app/values/rate.ts';
import { formatDate } from '#app/values/week.ts';
import { factorOf, payCodeName, type PayCode } from '../rules.ts';

type BillRate = { payCode: PayCode; billRate: string; cardMaxBillRate: string | null; since: string };
type PayRate = { payCode: PayCode; payRate: string; since: string };

type RatesTableProps = { bill: BillRate[]; pay: PayRate[]; currency: string };

/** The frozen rates by pay code, each with where it comes from. Pay stands there only for those who may see it. */
export function RatesTable({ bill, pay, currency }: RatesTableProps) {
  const codes = bill.length > 0 ? bill : pay;
  const straight = (code: { since: string }) =>
    bill.find(({ payCode, since }) => payCode === 'ST' && since === code.since);
  const rows = codes.map(({ payCode, since }) => ({
    payCode,
    since,
    bill: bill.find((one) => one.payCode === payCode && one.since === since),
    pay: pay.find((one) => one.payCode === payCode && one.since === since),
  }));
  type Row = (typeof rows)[number];
  return (
    <DataTable<Row>
      caption={`Rates an hour in ${currency}`}
      dense
      rows={rows}
      rowKey={(row) => `${row.payCode} ${row.since}`}
      empty="No rates are recorded."
      columns={[
        { key: 'code', header: 'Pay code', primary: true, cell: (row) => payCodeName[row.payCode] },
        ...(bill.length > 0
          ? [
              {
                key: 'bill',
                header: 'Bill rate',
                align: 'right' as const,
                cell: (row: Row) => (row.bill ? <Rate rate={row.bill.billRate} /> : null),
              },
              {
                key: 'card',
                header: 'Card allowed',
                align: 'right' as const,
                cell: (row: Row) =>
                  row.bill?.cardMaxBillRate ? <Rate rate={row.bill.cardMaxBillRate} /> : 'no card',
              },
            ]
          : []),
        ...(pay.length > 0
          ? [
              {
                key: 'pay',
                header: 'Pay rate',
                align: 'right' as const,
                cell: (row: Row) => (row.pay ? <Rate rate={row.pay.payRate} /> : null),
              },
            ]
          : []),
        {
          key: 'proof',
          header: 'How it comes about',
          cell: (row) => proofOf(row.payCode, row.since, straight(row)?.billRate ?? null),
        },
      ]}
    />
  );
}

function proofOf(payCode: PayCode, since: string, straightRate: string | null): string {
  const from = `for work from ${formatDate(since)}`;
  if (payCode === 'ST') return `as accepted, frozen ${from}`;
  const factor = `${factorOf[payCode]} ×`;
  return straightRate ? `${factor} ${formatRate(straightRate)}, rounded to cents` : `${factor} straight time`;
}
