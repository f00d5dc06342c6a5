import { DataTable } from '#app/ui/table.tsx';

type Place = { id: string; code: string; name: string };

/** Sites, where work happens. */
export function Sites({ sites }: { sites: (Place & { city: string; region: string })[] }) {
  return (
    <DataTable
      caption="Sites"
      dense
      columns={[
        { key: 'code', header: 'Code', cell: (site) => site.code },
        { key: 'name', header: 'Site', primary: true, cell: (site) => <strong>{site.name}</strong> },
        { key: 'where', header: 'Where', cell: (site) => `${site.city}, ${site.region}` },
      ]}
      rows={sites}
      rowKey={(site) => site.id}
      empty="No site yet. A requisition asks where the work is."
    />
  );
}

/** Departments with the cost centers that belong to each. */
export function Departments({
  departments,
  costCenters,
}: {
  departments: Place[];
  costCenters: (Place & { departmentId: string })[];
}) {
  return (
    <DataTable
      caption="Departments and their cost centers"
      dense
      columns={[
        { key: 'code', header: 'Code', cell: (department) => department.code },
        {
          key: 'name',
          header: 'Department',
          primary: true,
          cell: (department) => <strong>{department.name}</strong>,
        },
        {
          key: 'costCenters',
          header: 'Cost centers',
          cell: (department) =>
            costCenters
              .filter(({ departmentId }) => departmentId === department.id)
              .map(({ code, name }) => `${code} ${name}`)
              .join(' · ') || 'None yet',
        },
      ]}
      rows={departments}
      rowKey={(department) => department.id}
      empty="No department yet. Work is booked to the cost centers of departments."
    />
  );
}
