import { problem, type Problem } from '#app/values/result.ts';
import { roles, type Role, type Side } from '#app/values/roles.ts';

/** The role that keeps the people of an organization, by the organization's side. */
export const administratorRole: Record<Side, Role> = {
  msp: 'mspAdmin',
  client: 'clientAdmin',
  supplier: 'supplierAdmin',
};

export const isAdministrator = (role: Role): boolean => administratorRole[roles[role].side] === role;

/** A role belongs to the side of the organization, and a worker's to one worker. */
export function roleFits(
  { role, workerId }: { role: Role; workerId?: string | undefined },
  organization: { name: string; side: Side },
): Problem[] {
  const { side, label } = roles[role];
  if (side !== organization.side) return [problem('role', `${label} is not a role at ${organization.name}.`)];
  if ((role === 'worker') === (workerId !== undefined)) return [];
  return [
    problem(
      'workerId',
      role === 'worker' ? 'Say which worker this is.' : 'Only a worker is bound to a worker.',
    ),
  ];
}
