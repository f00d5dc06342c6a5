import type { ComponentProps } from 'react';
import { Section } from '#app/ui/page.tsx';
import { FilterChips, Pager } from '#app/ui/table.tsx';
import { counted } from '../counted.ts';
import type { Amounts, Sums } from '../document.ts';
import type { LineQuery } from '../forms.ts';
import { isForClient, type DocumentKind } from '../kinds.ts';
import { partsOf } from './document-sums.tsx';
import { LineTable } from './line-table.tsx';

type Named = Sums & { id: string; code?: string; name: string };
type Shown = {
  invoice: Amounts & {
    id: string;
    kind: DocumentKind;
    minutes: number;
    currency: string;
    lineCount: number;
    parties: { payWhenPaid: boolean };
  };
  fees: unknown[];
  lines: ComponentProps<typeof LineTable>['lines'];
  items: unknown[];
  query: LineQuery;
  next: string | null;
  first: string | null;
  costCenters: Named[];
  groups: Named[];
  seesProof: boolean;
};

/** The lines of a document, page by page. Documents of items have none. */
export function DocumentLines({ shown }: { shown: Shown }) {
  const { invoice, lines, items, query, next, first, costCenters, seesProof } = shown;
  if (items.length > 0 && lines.length === 0) return null;
  const side = isForClient(invoice.kind) ? 'client' : 'supplier';
  return (
    <Section
      title="Lines"
      lead={`Every line opens its proof, and leads to the week behind it. Amounts in ${invoice.currency}.`}
      id="lines"
    >
      <FilterChips items={chipsOf(shown)} />
      <LineTable
        lines={lines}
        shown={{
          side,
          currency: invoice.currency,
          parts: partsOf(shown, costCenters),
          seesProof,
          showsFunding: side === 'supplier' && invoice.parties.payWhenPaid,
        }}
      />
      <Pager
        next={next && `${next}#lines`}
        previous={first && `${first}#lines`}
        shown={
          filteredBy(query)
            ? counted(lines.length, 'line')
            : `${lines.length} of ${counted(invoice.lineCount, 'line')}`
        }
      />
    </Section>
  );
}

const filteredBy = ({ supplier, costCenter, purchaseOrder, department, job, worker }: LineQuery) =>
  Boolean(supplier ?? costCenter ?? purchaseOrder ?? department ?? job ?? worker);

/** The filter in force, named by what it stands for; removing it shows all lines. */
function chipsOf({ query, costCenters, groups, invoice }: Shown) {
  if (!filteredBy(query)) return [];
  const center = costCenters.find(({ id }) => id === query.costCenter);
  const group = groups.find(({ id }) => id === query.supplier || id === query.worker);
  const label = center ? `${center.code} ${center.name}` : (group?.name ?? 'some of the lines');
  return [{ label: `Only ${label}`, to: `/invoices/${invoice.id}#lines` }];
}
