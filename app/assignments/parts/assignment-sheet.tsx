import { Link } from '@remix-run/react';
import { DateText, Hours, Percent } from '#app/ui/amount.tsx';
import { Facts } from '#app/ui/facts.tsx';
import { Section } from '#app/ui/page.tsx';
import { DataTable } from '#app/ui/table.tsx';

const overtimeRuleName = {
  none: 'None: every hour is straight time',
  'us-flsa': 'US federal: over 40 h a week at 1.5',
  'us-ca': 'California: over 8 h a day at 1.5, over 12 h at 2, seventh day, over 40 h a week',
};

type AssignmentSheetProps = {
  row: {
    clientName: string;
    supplierName: string;
    jobTitle: string;
    siteName: string;
    siteCity: string;
    departmentName: string;
    hiringManagerName: string;
    startsOn: string;
    endsOn: string;
    weekMinutes: number;
    overtimeRule: keyof typeof overtimeRuleName;
    supplierReference: string | null;
    submittalId: string;
  };
  /** Null for a worker, who sees no requisition. */
  need: { id: string; ref: string } | null;
};

/** Who works where, when, and by which rules. */
export function AssignmentSheet({ row, need }: AssignmentSheetProps) {
  return (
    <Section title="Assignment">
      <Facts
        items={[
          { label: 'Client', value: row.clientName },
          { label: 'Supplier', value: row.supplierName },
          { label: 'Site', value: `${row.siteName}, ${row.siteCity}` },
          { label: 'Department', value: row.departmentName },
          { label: 'Hiring manager', value: row.hiringManagerName },
          { label: 'First day', value: <DateText date={row.startsOn} /> },
          { label: 'Last day', value: <DateText date={row.endsOn} /> },
          { label: 'Hours a week', value: <Hours minutes={row.weekMinutes} /> },
          { label: 'Overtime', value: overtimeRuleName[row.overtimeRule] },
          ...(row.supplierReference ? [{ label: 'Supplier’s number', value: row.supplierReference }] : []),
          ...(need
            ? [
                { label: 'Requisition', value: <Link to={`/requisitions/${need.id}`}>{need.ref}</Link> },
                {
                  label: 'Candidate',
                  value: <Link to={`/submittals/${row.submittalId}`}>The submittal and its offer</Link>,
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

type Split = { costCenterId: string; code: string; name: string; percent: string };

/** What every hour is booked to. */
export function SplitTable({ rows }: { rows: Split[] }) {
  return (
    <DataTable
      caption="Cost centers"
      dense
      rows={rows}
      rowKey={(row) => row.costCenterId}
      empty="No cost centers are recorded."
      columns={[
        { key: 'code', header: 'Cost center', primary: true, cell: (row) => `${row.code} ${row.name}` },
        {
          key: 'share',
          header: 'Share',
          align: 'right',
          cell: (row) => <Percent fraction={fractionOf(row.percent)} />,
        },
      ]}
    />
  );
}

/** Out of 100, as it is stored, to a fraction: the point moves two places, nothing is computed. */
function fractionOf(percent: string): string {
  const [whole = '0', decimals = ''] = percent.split('.');
  const padded = whole.padStart(3, '0');
  return `${padded.slice(0, -2)}.${padded.slice(-2)}${decimals}`;
}
