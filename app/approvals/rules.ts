/** The roles that a step may wait for. */
export const approverRoles = ['approver', 'clientFinance', 'clientAdmin'] as const;
export type ApproverRole = (typeof approverRoles)[number];

/** What the program asks for: a signature of this role for amounts above so many minor units. */
export type ApprovalRule = { position: number; role: ApproverRole; aboveMinor: number };

/** One signature of a chain, taken or still open. */
export type Step = {
  position: number;
  role: string;
  decision: 'granted' | 'rejected' | null;
  decidedBy: string | null;
  /** In whose place, where it was another's. */
  decidedFor?: string | null;
};

/** Who would sign: a person, in their own role or in that of whom they stand in for. */
export type Signer = { accountId: string; role: string; onBehalfOf?: { accountId: string } | null };

/**
 * The signatures that an amount needs, in their order. A step with `aboveMinor` 0 is always needed, any other only
 * for amounts above its limit. A program without a rule that applies still needs one: its approver's.
 * @param amountMinor integer minor units
 */
export function stepsFor(
  rules: ApprovalRule[],
  amountMinor: number,
): { position: number; role: ApproverRole }[] {
  const needed = rules
    .filter(({ aboveMinor }) => aboveMinor === 0 || amountMinor > aboveMinor)
    .sort((a, b) => a.position - b.position)
    .map(({ position, role }) => ({ position, role }));
  return needed.length > 0 ? needed : [{ position: 1, role: 'approver' }];
}

/** The step whose turn it is: the first without a decision. */
export function openStep<S extends Step>(steps: S[]): S | null {
  return [...steps].sort((a, b) => a.position - b.position).find(({ decision }) => decision === null) ?? null;
}

/** Why somebody may not sign now, as far as it matters for what they are told. */
export type Hindrance =
  | 'nothing is open'
  | 'asked for it'
  | 'signed already'
  | 'somebody else of this role was faster'
  | 'not this role';

/**
 * Whether a person may take the open step: it waits for their role, they did not ask for it, and they have not
 * signed another step of the same chain, so that two signatures are always two people. Whoever signs in another's
 * place counts as both.
 * @returns null where they may
 */
export function hindranceToSign(
  person: Signer,
  chain: { requestedBy: string; steps: Step[] },
): Hindrance | null {
  const both = [person.accountId, person.onBehalfOf?.accountId].filter((id) => id !== undefined);
  const step = openStep(chain.steps);
  if (!step) return 'nothing is open';
  if (both.includes(chain.requestedBy)) return 'asked for it';
  const signed = chain.steps.flatMap(({ decidedBy, decidedFor }) => [decidedBy, decidedFor]);
  if (both.some((id) => signed.includes(id))) return 'signed already';
  if (step.role === person.role) return null;
  const wasTheirs = chain.steps.some(({ role, decision }) => role === person.role && decision !== null);
  return wasTheirs ? 'somebody else of this role was faster' : 'not this role';
}
