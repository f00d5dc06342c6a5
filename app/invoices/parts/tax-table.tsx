import { Money, Percent } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { DocumentTax } from '../document.ts';
import { taxedOn } from '../document-totals.ts';

type Tax = DocumentTax & { source: string | null };

/** Tax as it is owed, once for each rule, with the rule's source; where there is none, why. */
export function TaxTable({ taxes, totalMinor }: { taxes: Tax[]; totalMinor: number }) {
  if (taxes.length === 0) return null;
  return (
    <Section
      title="Tax"
      lead="Reckoned once for each rule, on the sum of its bases; the lines bear it in their proportion."
    >
      <DataTable
        caption="Taxes of the document"
        rows={taxes.map((tax, index) => ({ ...tax, key: String(index) }))}
        rowKey={({ key }) => key}
        empty="No tax."
        dense
        columns={[
          {
            key: 'jurisdiction',
            header: 'Jurisdiction',
            primary: true,
            cell: ({ jurisdiction }) => jurisdiction,
            footer: 'Tax in all',
          },
          { key: 'on', header: 'On', cell: (tax) => taxedOn(tax) },
          { key: 'why', header: 'Rule, or why none', cell: (tax) => <Why tax={tax} /> },
          {
            key: 'base',
            header: 'Base',
            align: 'right',
            cell: ({ baseMinor }) => <Money minor={baseMinor} />,
          },
          { key: 'rate', header: 'Rate', align: 'right', cell: ({ rate }) => <Percent fraction={rate} /> },
          {
            key: 'tax',
            header: 'Tax',
            align: 'right',
            cell: ({ taxMinor }) => <Money minor={taxMinor} />,
            footer: <Money minor={totalMinor} strong />,
          },
        ]}
      />
    </Section>
  );
}

function Why({ tax: { reason, source } }: { tax: Tax }) {
  return (
    <span className="text-soft">
      {reason ? `No tax: ${reason.replace(/^No tax: /, '')}.` : (source ?? '–')}
    </span>
  );
}
