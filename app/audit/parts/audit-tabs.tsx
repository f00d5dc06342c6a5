import { Tabs } from '#app/ui/page.tsx';

export type AuditPlace = 'trail' | 'exports' | 'chains' | 'access' | 'duties' | 'books' | 'deployments';
/** What the tabs ask about their reader. */
export const auditActions = [
  'audit.read',
  'audit.readChains',
  'accessReview.read',
  'duties.read',
  'books.read',
] as const;
export type AuditCan = Partial<Record<(typeof auditActions)[number], boolean>>;

/** The pages of an audit, as far as the reader may open them. */
export function AuditTabs({ can, current }: { can: AuditCan; current: AuditPlace }) {
  const all: { key: AuditPlace; label: string; to: string; seen: boolean | undefined }[] = [
    { key: 'trail', label: 'Trail', to: '/audit', seen: can['audit.read'] },
    { key: 'exports', label: 'Exports', to: '/audit/exports', seen: can['audit.read'] },
    { key: 'chains', label: 'Chains', to: '/audit/chains', seen: can['audit.readChains'] },
    { key: 'access', label: 'Who may do what', to: '/audit/access', seen: can['accessReview.read'] },
    { key: 'duties', label: 'Separation of duties', to: '/audit/duties', seen: can['duties.read'] },
    { key: 'books', label: 'Books', to: '/audit/books', seen: can['books.read'] },
    {
      key: 'deployments',
      label: 'What runs here',
      to: '/audit/deployments',
      seen: can['audit.readChains'],
    },
  ];
  const items = all.filter(({ seen }) => seen);
  if (items.length < 2) return null;
  return (
    <Tabs
      label="Audit"
      items={items.map(({ key, label, to }) => ({ label, to, current: key === current }))}
    />
  );
}
