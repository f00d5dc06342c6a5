import type { Crumb } from '#app/ui/page.tsx';

type Placed = {
  id: string;
  requisitionId: string;
  requisitionRef: string;
  requisitionTitle: string;
  candidateName: string;
};

/** The way to a submittal's page, or with `within` to one of its verbs. */
export function submittalCrumbs(row: Placed, within = false): Crumb[] {
  const way = [
    { label: 'Requisitions', to: '/requisitions' },
    { label: `${row.requisitionRef} ${row.requisitionTitle}`, to: `/requisitions/${row.requisitionId}` },
  ];
  return within ? [...way, { label: row.candidateName, to: `/submittals/${row.id}` }] : way;
}
