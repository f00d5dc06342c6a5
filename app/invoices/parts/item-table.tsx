import { Money } from '#app/ui/amount.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';

/** A line that comes from no charge: a flat fee, an early payment, money on account. */
export type ItemShown = {
  place: number;
  label: string;
  quantity: string;
  unitMinor: number;
  amountMinor: number;
  taxMinor: number;
  totalMinor: number;
  note: string;
};

type Sums = { amountMinor: number; taxMinor: number; totalMinor: number };

/** `46.0000` → `46`, `0.7000` → `0.7`. */
const short = (quantity: string) =>
  quantity.includes('.') ? quantity.replace(/0+$/, '').replace(/\.$/, '') : quantity;

/** The items of a document, each with the sentence that says how it came about. */
export function ItemTable({ items, total }: { items: ItemShown[]; total: Sums }) {
  const withTax = total.taxMinor !== 0;
  const money = (key: keyof Sums, header: string): Column<ItemShown> => ({
    key,
    header,
    align: 'right',
    cell: (item) => <Money minor={item[key]} />,
    footer: <Money minor={total[key]} strong={key === 'totalMinor'} />,
  });
  return (
    <DataTable
      caption="Items of the document"
      rows={items}
      rowKey={({ place }) => String(place)}
      empty="This document has no items."
      columns={[
        {
          key: 'label',
          header: 'Item',
          primary: true,
          cell: ({ label, note }) => (
            <>
              <strong>{label}</strong>
              {note ? <span className="text-soft"> {note}</span> : null}
            </>
          ),
          footer: 'Total',
        },
        {
          key: 'quantity',
          header: 'Quantity',
          align: 'right',
          cell: ({ quantity }) => <span className="figure">{short(quantity)}</span>,
        },
        {
          key: 'unit',
          header: 'Each',
          align: 'right',
          cell: ({ unitMinor }) => <Money minor={unitMinor} />,
        },
        ...(withTax ? [money('amountMinor', 'Amount'), money('taxMinor', 'Tax')] : []),
        money('totalMinor', 'Total'),
      ]}
    />
  );
}
