import { Link } from '@remix-run/react';

type Can = Record<
  | 'agreement.read'
  | 'feeComparison.read'
  | 'fees.read'
  | 'serviceLevel.read'
  | 'tax.read'
  | 'purchaseOrder.read'
  | 'accrual.read'
  | 'ledger.read'
  | 'bank.read'
  | 'replay.run'
  | 'invoice.read',
  boolean
>;

type Way = { label: string; to: string; seen?: boolean };

/** Everything that belongs to a program and stands on a page of its own, by what one looks for. */
export function ProgramIndex({ clientId, can, isMsp }: { clientId: string; can: Can; isMsp: boolean }) {
  const groups = groupsOf(clientId, can, isMsp);
  return (
    <nav className="way-index" aria-label="Of this program">
      {groups.map(({ title, ways }) => (
        <div key={title}>
          <h2>{title}</h2>
          <ul>
            {ways
              .filter(({ seen = true }) => seen)
              .map(({ label, to }) => (
                <li key={label}>
                  <Link to={to}>{label}</Link>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function groupsOf(clientId: string, can: Can, isMsp: boolean): { title: string; ways: Way[] }[] {
  const here = `/programs/${clientId}`;
  const of = (path: string) => (isMsp ? `${path}?program=${clientId}` : path);
  return [
    {
      title: 'Terms',
      ways: [
        { label: 'Terms and their history', to: `${here}/terms` },
        { label: 'Jobs and rate card', to: `${here}/jobs` },
        { label: 'Expense codes', to: `${here}/expense-codes` },
        { label: 'Service levels', to: `${here}/service-levels`, seen: can['serviceLevel.read'] },
        {
          label: 'Scorecards',
          to: isMsp ? `/scorecards?program=${clientId}` : '/scorecards',
          seen: can['serviceLevel.read'],
        },
        { label: 'Replay of a past period', to: `${here}/replay`, seen: can['replay.run'] },
      ],
    },
    {
      title: 'Fees, discounts, tax',
      ways: [
        { label: 'Discounts', to: `${here}/discounts`, seen: can['agreement.read'] },
        {
          label: 'What other fees would have meant',
          to: `${here}/fees/compare`,
          seen: can['feeComparison.read'],
        },
        { label: 'Tax rules', to: '/taxes', seen: can['tax.read'] },
        { label: 'Tax exemptions', to: `${here}/exemptions`, seen: can['tax.read'] },
      ],
    },
    {
      title: 'Money set aside',
      ways: [
        { label: 'Purchase orders', to: of('/purchase-orders'), seen: can['purchaseOrder.read'] },
        { label: 'Budgets', to: of('/budgets'), seen: can['purchaseOrder.read'] },
        { label: 'Accruals', to: of('/accruals'), seen: can['accrual.read'] },
      ],
    },
    {
      title: 'Documents',
      ways: [
        { label: 'Invoices', to: of('/invoices'), seen: can['invoice.read'] },
        { label: 'Flat fees by month', to: of('/billing/fees'), seen: can['fees.read'] && isMsp },
        { label: 'Self-billing agreements', to: '/self-billing', seen: can['bank.read'] },
        { label: 'Ledger', to: of('/ledger'), seen: can['ledger.read'] },
      ],
    },
    {
      title: 'Places',
      ways: [
        { label: 'Sites', to: '#sites' },
        { label: 'Site groups', to: `${here}/site-groups` },
        { label: 'Departments and cost centers', to: '#departments' },
        { label: 'Suppliers and agreements', to: '#suppliers' },
      ],
    },
  ];
}
