import { Money } from '#app/ui/amount.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { formatAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { EXAMPLE_BASE_MINOR, EXAMPLE_HOURS, workedExample, type ExampleFee } from '../fee-example.ts';

type Row = { key: string; label: string; client: number; supplier: number; msp: number };

/**
 * What the fees make of 1,000.00: who pays, who gets, who keeps.
 * @param added the fee that is not agreed yet; it stands last
 */
export function FeeExample({
  running,
  added,
  currency,
}: {
  running: ExampleFee[];
  added: ExampleFee | null;
  currency: string;
}) {
  const { lines, clientPaysMinor, supplierGetsMinor, mspKeepsMinor } = workedExample(
    added ? [...running, added] : running,
  );
  const rows: Row[] = [
    {
      key: 'agreed',
      label: `Agreed: ${EXAMPLE_HOURS} h at ${formatAmount(EXAMPLE_BASE_MINOR / EXAMPLE_HOURS)}`,
      client: EXAMPLE_BASE_MINOR,
      supplier: EXAMPLE_BASE_MINOR,
      msp: 0,
    },
    ...lines.map(({ label, funding, fraction, feeMinor, isCapped }, index) => ({
      key: `${index}`,
      label: `${label}, ${isCapped ? 'capped' : formatPercent(fraction)}${added && index === lines.length - 1 ? ' (new)' : ''}`,
      client: funding === 'client' ? feeMinor : 0,
      supplier: funding === 'supplier' ? -feeMinor : 0,
      msp: feeMinor,
    })),
  ];
  const money = (key: 'client' | 'supplier' | 'msp', header: string, total: number) => ({
    key,
    header,
    align: 'right' as const,
    cell: (row: Row) => (row[key] === 0 ? '–' : <Money minor={row[key]} />),
    footer: <Money minor={total} strong />,
  });
  return (
    <DataTable
      caption={`What the fees make of ${formatAmount(EXAMPLE_BASE_MINOR)} ${currency}`}
      rows={rows}
      rowKey={(row) => row.key}
      dense
      empty=""
      columns={[
        {
          key: 'label',
          header: `In ${currency}`,
          primary: true,
          cell: (row) => row.label,
          footer: 'Together',
        },
        money('client', 'Client pays', clientPaysMinor),
        money('supplier', 'Supplier gets', supplierGetsMinor),
        money('msp', 'MSP keeps', mspKeepsMinor),
      ]}
    />
  );
}
