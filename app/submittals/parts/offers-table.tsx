import { DateText, Rate, When } from '#app/ui/amount.tsx';
import { Status } from '#app/ui/status.tsx';
import { DataTable } from '#app/ui/table.tsx';

type OfferRow = {
  id: string;
  status: string;
  billRate: string;
  startsOn: string;
  expiresOn: string;
  extendedAt: Date;
  timeZone: string;
};

/** The offers made for one candidate, newest first. */
export function OffersTable({ rows }: { rows: OfferRow[] }) {
  return (
    <DataTable
      caption="Offers for this candidate"
      rows={rows}
      rowKey={(row) => row.id}
      rowTo={(row) => `/offers/${row.id}`}
      empty="No offer was made."
      columns={[
        {
          key: 'made',
          header: 'Made',
          primary: true,
          cell: (row) => <When at={row.extendedAt} timeZone={row.timeZone} />,
        },
        { key: 'rate', header: 'Rate', align: 'right', cell: (row) => <Rate rate={row.billRate} per="h" /> },
        { key: 'start', header: 'First day', cell: (row) => <DateText date={row.startsOn} /> },
        { key: 'until', header: 'Stands until', cell: (row) => <DateText date={row.expiresOn} /> },
        { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
      ]}
    />
  );
}
