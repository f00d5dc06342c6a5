import { DateText } from '#app/ui/amount.tsx';
import { ButtonRow, LinkButton } from '#app/ui/form.tsx';
import { Badge, Status } from '#app/ui/status.tsx';
import { DataTable, type Column } from '#app/ui/table.tsx';

export type EnrolledShown = {
  supplierId: string;
  name: string;
  tier: number;
  status: string;
  affiliatedWithMsp: boolean;
  enrolledOn: string;
};

type May = { enroll: boolean; readAgreements: boolean };

const columnsFor = (clientId: string, may: May): Column<EnrolledShown>[] => [
  {
    key: 'name',
    header: 'Supplier',
    primary: true,
    cell: (row) => (
      <>
        <strong>{row.name}</strong>{' '}
        {row.affiliatedWithMsp ? <Badge tone="attention">affiliated with the MSP</Badge> : null}
      </>
    ),
  },
  { key: 'tier', header: 'Tier', cell: (row) => row.tier },
  { key: 'status', header: 'Status', cell: (row) => <Status status={row.status} /> },
  { key: 'since', header: 'Enrolled on', cell: (row) => <DateText date={row.enrolledOn} /> },
  ...(may.enroll || may.readAgreements
    ? [
        {
          key: 'change',
          header: '',
          align: 'right' as const,
          cell: (row: EnrolledShown) => (
            <ButtonRow>
              {may.readAgreements ? (
                <LinkButton to={`/programs/${clientId}/suppliers/${row.supplierId}`}>Agreement</LinkButton>
              ) : null}
              {may.enroll ? (
                <LinkButton to={`/programs/${clientId}/suppliers/enroll?supplier=${row.supplierId}`}>
                  Change tier
                </LinkButton>
              ) : null}
            </ButtonRow>
          ),
        },
      ]
    : []),
];

/** Who supplies to a program, by tier. */
export function Enrolled(props: { clientId: string; suppliers: EnrolledShown[]; may: May }) {
  return (
    <DataTable
      caption="Suppliers of the program"
      dense
      columns={columnsFor(props.clientId, props.may)}
      rows={props.suppliers}
      rowKey={(row) => row.supplierId}
      empty="No supplier is enrolled. A requisition can be released to enrolled suppliers only."
    />
  );
}
