import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { DateText, Rate } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';
import { AgainstCard } from './rate-facts.tsx';
import { SubmittalActions, type SubmittalAbilities } from './submittal-actions.tsx';
import { Resume } from './submittal-sheet.tsx';

type Compared = {
  id: string;
  status: string;
  candidateName: string;
  supplierName: string;
  billRate: string;
  maxBillRate: string;
  availableFrom: string;
  summary: string;
  note: string;
  resumeFileId: string | null;
  offerId?: string;
  can: SubmittalAbilities;
};

type FactRow = { key: string; label: string; of: (one: Compared) => ReactNode };

const nothing = <span className="quiet">none</span>;

const factRows: FactRow[] = [
  { key: 'status', label: 'Status', of: (one) => <Status status={one.status} /> },
  { key: 'supplier', label: 'Supplier', of: (one) => one.supplierName },
  { key: 'rate', label: 'Bill rate', of: (one) => <Rate rate={one.billRate} per="h" /> },
  {
    key: 'card',
    label: 'Against the card',
    of: (one) => <AgainstCard billRate={one.billRate} maxBillRate={one.maxBillRate} brief />,
  },
  { key: 'from', label: 'Available from', of: (one) => <DateText date={one.availableFrom} /> },
  { key: 'summary', label: 'Summary', of: (one) => one.summary || nothing },
  { key: 'note', label: 'Supplier’s note', of: (one) => one.note || nothing },
  { key: 'resume', label: 'Résumé', of: (one) => <Resume id={one.id} fileId={one.resumeFileId} /> },
  {
    key: 'page',
    label: 'Everything',
    of: (one) => <Link to={`/submittals/${one.id}`}>About {one.candidateName}</Link>,
  },
  {
    key: 'next',
    label: 'What now',
    // Not straight in its cell, where a table pulls buttons together: here they need room to wrap on a phone.
    of: (one) => (
      <div>
        <SubmittalActions row={one} can={one.can} offerId={one.offerId} />
      </div>
    ),
  },
];

/** Facts in rows, people in columns; on a phone each fact becomes a card with a line for everybody. */
export function ComparisonTable({ candidates }: { candidates: Compared[] }) {
  return (
    <DataTable
      caption="Candidates side by side"
      rows={factRows}
      rowKey={(row) => row.key}
      empty={null}
      columns={[
        { key: 'fact', header: '', primary: true, cell: (row) => row.label },
        ...candidates.map((one) => ({
          key: one.id,
          header: one.candidateName,
          cell: (row: FactRow) => row.of(one),
        })),
      ]}
    />
  );
}
