import { Link } from '@remix-run/react';
import { Hours, Money } from '#app/ui/amount.tsx';
import { EmptyState } from '#app/ui/feedback.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';
import { className, classSureness, type AccrualClass } from '../classes.ts';

type Sums = {
  lines: number;
  minutes: number;
  amountMinor: number;
  feeMinor: number;
  taxMinor: number;
  clientMinor: number;
  supplierMinor: number;
};
type Group = Sums & { id: string | null; name: string };
export type SummaryShown = {
  total: Sums;
  byClass: (Sums & { class: AccrualClass })[];
  byCostCenter: Group[];
  byPurchaseOrder: Group[];
};

/** The figures of a row, the supplier's side only where it may be seen. */
function figures<Row extends Sums>(total: Sums, withSupply: boolean): Column<Row>[] {
  const money = (
    key: 'amountMinor' | 'feeMinor' | 'taxMinor' | 'clientMinor' | 'supplierMinor',
    header: string,
  ) => ({
    key,
    header,
    align: 'right' as const,
    cell: (row: Row) => <Money minor={row[key]} strong={key === 'clientMinor'} />,
    footer: <Money minor={total[key]} strong />,
  });
  return [
    {
      key: 'hours',
      header: 'Hours',
      align: 'right',
      cell: ({ minutes }) => <Hours minutes={minutes} />,
      footer: <Hours minutes={total.minutes} />,
    },
    money('amountMinor', 'Work'),
    ...(withSupply ? [money('feeMinor', 'Fees'), money('supplierMinor', 'Supplier gets')] : []),
    money('taxMinor', 'Tax'),
    money('clientMinor', 'Client pays'),
  ];
}

/** An accrual by class, by cost center and by purchase order. */
export function AccrualSummary({ summary, withSupply }: { summary: SummaryShown; withSupply: boolean }) {
  const { total, byClass, byCostCenter, byPurchaseOrder } = summary;
  return (
    <>
      <Section title="By class" lead="From the surest to the least sure.">
        <DataTable
          caption="Accrual by class"
          rows={byClass}
          rowKey={(row) => row.class}
          empty={
            <EmptyState title="Nothing to accrue">Everything earned by the month end is billed.</EmptyState>
          }
          columns={[
            {
              key: 'class',
              header: 'Class',
              primary: true,
              cell: (row) => className(row.class),
              footer: 'All',
            },
            {
              key: 'sure',
              header: 'How sure',
              cell: (row) => classSureness(row.class),
              hideOnPhone: true,
            },
            ...figures<(typeof byClass)[number]>(total, withSupply),
          ]}
        />
      </Section>
      <GroupTable
        title="By cost center"
        header="Cost center"
        rows={byCostCenter}
        total={total}
        withSupply={withSupply}
      />
      <GroupTable
        title="By purchase order"
        header="Purchase order"
        rows={byPurchaseOrder}
        total={total}
        withSupply={withSupply}
        toOf={({ id }) => (id ? `/purchase-orders/${id}` : null)}
      />
    </>
  );
}

type GroupProps = {
  title: string;
  header: string;
  rows: Group[];
  total: Sums;
  withSupply: boolean;
  toOf?: (row: Group) => string | null;
};

function GroupTable({ title, header, rows, total, withSupply, toOf }: GroupProps) {
  if (rows.length === 0) return null;
  return (
    <Section title={title}>
      <DataTable
        caption={title}
        rows={rows}
        rowKey={({ id }) => id ?? 'none'}
        empty="None."
        columns={[
          {
            key: 'name',
            header,
            primary: true,
            cell: (row) => {
              const to = toOf?.(row);
              return to ? <Link to={to}>{row.name}</Link> : row.name;
            },
            footer: 'All',
          },
          ...figures<Group>(total, withSupply),
        ]}
      />
    </Section>
  );
}
