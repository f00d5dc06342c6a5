/** The roles of the three sides, as memberships hold them. */
export const roles = {
  mspAdmin: { side: 'msp', label: 'Program administrator' },
  mspCoordinator: { side: 'msp', label: 'Program coordinator' },
  mspFinance: { side: 'msp', label: 'Program finance' },
  auditor: { side: 'msp', label: 'Auditor' },
  hiringManager: { side: 'client', label: 'Hiring manager' },
  approver: { side: 'client', label: 'Approver' },
  clientFinance: { side: 'client', label: 'Client finance' },
  clientAdmin: { side: 'client', label: 'Client administrator' },
  recruiter: { side: 'supplier', label: 'Recruiter' },
  supplierFinance: { side: 'supplier', label: 'Supplier finance' },
  supplierAdmin: { side: 'supplier', label: 'Supplier administrator' },
  worker: { side: 'supplier', label: 'Worker' },
} as const;

export type Role = keyof typeof roles;
export type Side = 'msp' | 'client' | 'supplier';

export const roleNames = Object.keys(roles) as Role[];
export const rolesOf = (side: Side): Role[] => roleNames.filter((role) => roles[role].side === side);
