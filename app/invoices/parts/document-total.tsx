import { Link } from '@remix-run/react';
import { Money } from '#app/ui/amount.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';
import type { DocumentFee, DocumentItem, DocumentTax, DocumentTotals } from '../document.ts';
import { totalRows } from '../document-totals.ts';

type Shown = {
  id: string;
  currency: string;
  totals: DocumentTotals;
  fees: DocumentFee[];
  taxes: DocumentTax[];
  items: DocumentItem[];
  /** How each discount came about, in a sentence. */
  discounts: string[];
  seesProof: boolean;
};

/** How the total comes about: the same rows as on paper, which add up to it. */
export function DocumentTotal({ shown }: { shown: Shown }) {
  const { id, currency, totals, discounts, seesProof } = shown;
  return (
    <Section
      title="How the total comes about"
      lead={`Amounts in ${currency}.`}
      action={
        seesProof ? (
          <Link to={`/proofs/invoices/${id}`} prefetch="intent">
            The whole proof
          </Link>
        ) : null
      }
    >
      <DataTable
        caption="The parts of the total"
        rows={totalRows(shown)}
        rowKey={({ label }) => label}
        empty="Nothing is billed on this document."
        dense
        columns={[
          { key: 'what', header: 'Part', primary: true, cell: ({ label }) => label, footer: 'Total' },
          {
            key: 'amount',
            header: 'Amount',
            align: 'right',
            cell: ({ minor }) => <Money minor={minor} />,
            footer: <Money minor={totals.totalMinor} strong />,
          },
        ]}
      />
      {discounts.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Section>
  );
}
