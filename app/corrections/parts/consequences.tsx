import { DataTable } from '#app/ui/table.tsx';
import { statusWord } from '#app/ui/status.tsx';
import { formatAmount } from '#app/values/money.ts';
import type { CorrectionPreview, SupplierDifference } from '../difference.ts';
import { signedMoney } from '../reference.ts';

/** What each supplier's next remittance gains or loses, and which of its statements have been paid for already. */
export function SupplierConsequences({
  suppliers,
  isIssued,
}: {
  suppliers: SupplierDifference[];
  isIssued: boolean;
}) {
  return (
    <DataTable
      caption="What it does to suppliers"
      rows={suppliers}
      rowKey={({ supplierId }) => supplierId}
      empty=""
      columns={[
        { key: 'name', header: 'Supplier', primary: true, cell: ({ name }) => name },
        {
          key: 'paid',
          header: 'Paid or being paid already',
          cell: ({ paid }) =>
            paid.length === 0 ? (
              <span className="text-soft">none of its statements</span>
            ) : (
              paid
                .map(({ reference, status }) => `${reference} (${statusWord(status).toLowerCase()})`)
                .join(', ')
            ),
        },
        {
          key: 'difference',
          header: isIssued ? 'Its remittance' : 'Its next remittance',
          align: 'right',
          cell: ({ differenceMinor }) => <strong className="figure">{signedMoney(differenceMinor)}</strong>,
        },
      ]}
    />
  );
}

type Orders = CorrectionPreview['purchaseOrders'];

/** What purchase orders get back or bear, and what would then be left on them. */
export function OrderConsequences({ orders, currency }: { orders: Orders; currency: string }) {
  return (
    <DataTable
      caption="What it does to purchase orders"
      rows={orders}
      rowKey={({ number }) => number}
      empty=""
      columns={[
        { key: 'number', header: 'Purchase order', primary: true, cell: ({ number }) => number },
        {
          key: 'used',
          header: 'Used',
          align: 'right',
          cell: ({ differenceMinor }) => <span className="figure">{signedMoney(differenceMinor)}</span>,
        },
        {
          key: 'left',
          header: 'Left afterwards',
          align: 'right',
          cell: ({ remainingMinor }) => (
            <span className={remainingMinor < 0 ? 'figure text-wrong' : 'figure'}>
              {formatAmount(remainingMinor, currency)}
              {remainingMinor < 0 ? ' overdrawn' : ''}
            </span>
          ),
        },
      ]}
    />
  );
}
