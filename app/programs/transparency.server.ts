import { policy, type Action } from '#app/platform/authorization/policy.ts';
import type { Condition } from '#app/platform/authorization/vocabulary.ts';
import { roles, rolesOf, type Role, type Side } from '#app/values/roles.ts';
import type { Publication } from './publication.server.ts';

/** Who looks at the page: the MSP, the client, its suppliers, and a worker for their own matters. */
export const parties = ['msp', 'client', 'supplier', 'worker'] as const;
export type Party = (typeof parties)[number];

type Information = {
  label: string;
  action: Action;
  /** What a party sees of it where the policy lets anybody of that party see it. */
  scope: Partial<Record<Party, string>>;
};

const allPrograms = 'Every program';
const ownProgram = 'Its own program';
const ownOnly = 'Its own only';

/**
 * What there is to be seen in a program. Whether a party sees it comes from the policy table and from what the program
 * publishes, never from here; `scope` says how far, as the walls of the database draw it.
 */
export const information = [
  {
    label: 'Requisitions',
    action: 'requisition.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: 'Those released to it' },
  },
  {
    label: 'Budget of a requisition',
    action: 'requisition.budget',
    scope: { msp: allPrograms, client: ownProgram },
  },
  {
    label: 'Candidates: name, résumé, summary',
    action: 'submittal.read',
    scope: { msp: allPrograms, client: 'Once they are presented', supplier: 'Its own; never a rival’s' },
  },
  {
    label: 'Bill rates',
    action: 'rates.readBill',
    scope: { msp: allPrograms, client: ownProgram, supplier: 'Its own; never a rival’s' },
  },
  {
    label: 'Pay rates, and so the markup',
    action: 'rates.readPay',
    scope: { msp: allPrograms, client: 'Its own program', supplier: ownOnly, worker: 'Their own pay' },
  },
  {
    label: 'Fees that the client bears',
    action: 'fees.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: 'Of the programs it serves' },
  },
  {
    label: 'Agreements with suppliers: markup caps, overtime, tenure',
    action: 'agreement.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: ownOnly },
  },
  {
    label: 'Hours worked',
    action: 'timesheet.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: ownOnly, worker: 'Their own' },
  },
  {
    label: 'Expenses',
    action: 'expense.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: ownOnly, worker: 'Their own' },
  },
  {
    label: 'Invoices and statements',
    action: 'invoice.read',
    scope: {
      msp: 'Both sides',
      client: 'Its invoices, no statements',
      supplier: 'Its statements, no invoices',
    },
  },
  {
    label: 'Payments to suppliers',
    action: 'remittance.read',
    scope: { msp: allPrograms, supplier: ownOnly },
  },
  {
    label: 'Bank details of suppliers',
    action: 'bank.read',
    scope: { msp: allPrograms, supplier: ownOnly },
  },
  {
    label: 'Tax rules and exemptions',
    action: 'tax.read',
    scope: { msp: allPrograms, client: ownProgram, supplier: 'The rules, no exemptions' },
  },
  { label: 'Accruals', action: 'accrual.read', scope: { msp: allPrograms, client: ownProgram } },
  {
    label: 'Payments by the client',
    action: 'receipt.read',
    scope: { msp: allPrograms, client: ownProgram },
  },
  { label: 'Ledger', action: 'ledger.read', scope: { msp: allPrograms } },
] as const satisfies Information[];

export type Cell = {
  /** Whether anybody of the party sees it. */
  sees: boolean;
  /** How far, or that it is not seen. */
  text: string;
  /** Which roles, where not all of the party. */
  roles: string[];
};
export type TransparencyRow = { label: string; published: boolean; cells: Record<Party, Cell> };

/** Who sees what in a program that publishes this: one row for each kind of information. */
export function whoSeesWhat(published: Pick<Publication, 'payRate' | 'clientFee'>): TransparencyRow[] {
  return information.map((row: Information) => ({
    label: row.label,
    published: isSetting(row.action),
    cells: Object.fromEntries(parties.map((party) => [party, cellOf(row, party, published)])) as Record<
      Party,
      Cell
    >,
  }));
}

const rolesOfParty = (party: Party): Role[] =>
  party === 'worker' ? ['worker'] : rolesOf(party satisfies Side).filter((role) => role !== 'worker');

const conditionOf = (action: Action, role: Role): Condition | undefined =>
  (policy[action] as Partial<Record<Role, Condition>>)[role];

const hangsOn = (condition: Condition | undefined, name: string) => condition?.name.includes(name) ?? false;

/** Whether a setting of the program opens it to somebody. */
const isSetting = (action: Action): boolean =>
  Object.values(policy[action] as Partial<Record<Role, Condition>>).some((condition) =>
    condition.name.includes('Published'),
  );

function cellOf(row: Information, party: Party, published: Pick<Publication, 'payRate' | 'clientFee'>): Cell {
  const all = rolesOfParty(party);
  const may = all.filter((role) => {
    const condition = conditionOf(row.action, role);
    if (hangsOn(condition, 'ifPayIsPublished')) return published.payRate;
    if (hangsOn(condition, 'ifClientFeeIsPublished')) return published.clientFee;
    return condition !== undefined;
  });
  if (may.length === 0) {
    const couldBe = all.some((role) => hangsOn(conditionOf(row.action, role), 'Published'));
    return { sees: false, text: couldBe ? 'Not published' : 'No', roles: [] };
  }
  const some = may.length < all.length ? may.map((role) => roles[role].label) : [];
  return { sees: true, text: row.scope[party] ?? 'Yes', roles: some };
}
