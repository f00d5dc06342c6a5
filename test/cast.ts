import { randomUUID } from 'node:crypto';
import { account, membership } from '#db/schema/index.ts';
import type { Db } from '#db/connection.ts';
import { roles, type Role } from '#app/values/roles.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';

/** The suppliers of every test's program. Cobalt is in the story; Juniper and Rival are those who must not look in. */
export const supplierPlans = {
  cobalt: { name: 'Cobalt Staffing', tier: 1 },
  juniper: { name: 'Juniper Talent', tier: 1 },
  rival: { name: 'Ferris & Lowe', tier: 2 },
} as const;
export type SupplierName = keyof typeof supplierPlans;
export const supplierNames = Object.keys(supplierPlans) as SupplierName[];

type Part = { name: string; role: Role; at: 'msp' | 'client' | SupplierName };

/** Who plays, on three sides. Everybody is invented. A worker joins when a position is filled. */
export const parts = {
  admin: { name: 'Margaret Osei', role: 'mspAdmin', at: 'msp' },
  coordinator: { name: 'Daniel Reyes', role: 'mspCoordinator', at: 'msp' },
  finance: { name: 'Ingrid Sandoval', role: 'mspFinance', at: 'msp' },
  auditor: { name: 'Peter Lindholm', role: 'auditor', at: 'msp' },
  ana: { name: 'Ana Castellan', role: 'hiringManager', at: 'client' },
  otherManager: { name: 'Marco Delgado', role: 'hiringManager', at: 'client' },
  approver: { name: 'Thomas Whitfield', role: 'approver', at: 'client' },
  secondApprover: { name: 'Joan Mirren', role: 'approver', at: 'client' },
  clientFinance: { name: 'Lucille Hartmann', role: 'clientFinance', at: 'client' },
  clientAdmin: { name: 'Solange Bergeron', role: 'clientAdmin', at: 'client' },
  recruiter: { name: 'Bridget Malone', role: 'recruiter', at: 'cobalt' },
  supplierFinance: { name: 'Owen Prescott', role: 'supplierFinance', at: 'cobalt' },
  supplierAdmin: { name: 'Helen Vark', role: 'supplierAdmin', at: 'cobalt' },
  juniperRecruiter: { name: 'Kenji Morita', role: 'recruiter', at: 'juniper' },
  rivalRecruiter: { name: 'Oliver Lowe', role: 'recruiter', at: 'rival' },
} as const satisfies Record<string, Part>;
export type Person = keyof typeof parts;
export const personNames = Object.keys(parts) as Person[];

export type Home = { id: string; name: string };

/**
 * Gives somebody an account and a membership, and says how they act.
 * @param db a transaction on the MSP's side of the wall
 */
export async function join(
  db: Db,
  home: Home,
  { name, role, workerId = null }: { name: string; role: Role; workerId?: string | null },
): Promise<Actor> {
  const accountId = randomUUID();
  const membershipId = randomUUID();
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}.${accountId.slice(0, 8)}@people.example`;
  await db.insert(account).values({ id: accountId, email, name });
  await db
    .insert(membership)
    .values({ id: membershipId, accountId, organizationId: home.id, role, workerId });
  const { side } = roles[role];
  return {
    accountId,
    membershipId,
    name,
    email,
    role,
    side,
    organizationId: home.id,
    organizationName: home.name,
    clientId: side === 'client' ? home.id : null,
    supplierId: side === 'supplier' ? home.id : null,
    workerId,
  };
}
