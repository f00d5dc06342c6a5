import { sql, type SQL } from 'drizzle-orm';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Actor, Subject } from '#app/platform/authorization/vocabulary.ts';
import type { Database } from '#db/connection.ts';
import { walled, type Viewpoint } from '#db/walled.ts';
import type { Kind } from '#test/policy/routes.ts';
import type { PopulatedWorld } from '#test/walls/populated.ts';

type Thing = {
  table: string;
  /** The column that stands in addresses. */
  id?: string;
  /** Which rows of the table are a program's, where it has no `client_id`. */
  ours?: (world: PopulatedWorld) => SQL;
  /** Which rows are meant, where not all of them are. */
  where?: SQL;
  /** Which of several comes first, so that everybody asks for the same each time. */
  order?: SQL;
  /** Where the policy looks for who takes part, when not on the row itself. */
  of?: SQL;
};

const theNeed = sql`select r.hiring_manager_id, r.created_by from requisition r where r.id = t.requisition_id`;
const ofSupplier = ({ placement }: PopulatedWorld) => sql`t.supplier_id = ${placement.supplierId}`;

const inOrganizations = ({ clientId, placement }: PopulatedWorld) =>
  sql`t.organization_id in (${clientId}, ${placement.supplierId})`;
const ofOrganization = sql`select case o.side when 'client' then o.id end as client_id, case o.side when 'supplier' then o.id end as supplier_id
  from organization o where o.id = t.organization_id`;

/** Where each thing that an address names is kept. */
export const things: Record<Kind, Thing> = {
  accrual: { table: 'accrual' },
  assignment: { table: 'assignment' },
  bankAccount: { table: 'bank_account', ours: ofSupplier, of: sql`select t.proposed_by as created_by` },
  billingRun: { table: 'billing_run' },
  charge: { table: 'charge', where: sql`t.credits_charge_id is null` },
  connection: { table: 'directory', ours: inOrganizations },
  correction: { table: 'correction' },
  credit: { table: 'invoice', where: sql`t.kind = 'client_credit'` },
  delegation: {
    table: 'approval_delegation',
    of: sql`select t.from_account_id as created_by, t.to_account_id as submitted_by`,
  },
  directoryDomain: { table: 'directory_domain', ours: inOrganizations, of: ofOrganization },
  directoryRole: { table: 'directory_role', ours: inOrganizations, of: ofOrganization },
  directoryToken: { table: 'directory_token', ours: inOrganizations, of: ofOrganization },
  event: { table: 'event' },
  exemption: { table: 'exemption_certificate' },
  expenseCode: { table: 'expense_code' },
  expenseLine: {
    table: 'expense_line',
    // The first line of the first sheet, as the sheet below is the first.
    order: sql`(select s.number from expense_sheet s where s.id = t.sheet_id)`,
    of: sql`select to_jsonb(s) from expense_sheet s where s.id = t.sheet_id`,
  },
  expenseSheet: { table: 'expense_sheet', order: sql`t.number` },
  invitation: { table: 'invitation', ours: ({ clientId }) => sql`t.organization_id = ${clientId}` },
  invitationSent: { table: 'invitation', ours: inOrganizations, of: ofOrganization },
  invoice: { table: 'invoice', order: sql`t.kind`, where: sql`t.kind in ('client_invoice', 'self_bill')` },
  job: { table: 'job' },
  ledgerAccount: { table: 'ledger_account' },
  ledgerPeriod: { table: 'ledger_period' },
  ledgerTransaction: { table: 'ledger_transaction' },
  mailMessage: {
    table: 'mail_message',
    ours: ({ people }) => sql`t.to_account_id = ${people.ana.accountId}`,
  },
  miscCharge: {
    table: 'misc_charge',
    of: sql`select a.hiring_manager_id, t.requested_by as submitted_by from assignment a where a.id = t.assignment_id`,
  },
  membership: { table: 'membership', order: sql`t.role`, ours: inOrganizations, of: ofOrganization },
  offer: { table: 'offer', of: theNeed },
  organization: { table: 'directory', id: 'organization_id', ours: inOrganizations, of: ofOrganization },
  // Nobody but their owner sees these, not even the program office.
  passkey: { table: 'passkey', ours: ({ people }) => sql`t.account_id = ${people.ana.accountId}` },
  payment: { table: 'payment' },
  paymentRun: { table: 'payment_run' },
  person: {
    table: 'membership',
    order: sql`t.role`,
    id: 'account_id',
    ours: inOrganizations,
    of: ofOrganization,
  },
  privacyRequest: { table: 'privacy_request', ours: ofSupplier },
  program: { table: 'program', id: 'client_id' },
  purchaseOrder: { table: 'purchase_order', order: sql`t.number` },
  rate: { table: 'assignment_rate' },
  rateCardImport: { table: 'rate_card_import' },
  receipt: { table: 'receipt' },
  requisition: { table: 'requisition' },
  revision: {
    table: 'revision',
    of: sql`select a.hiring_manager_id, t.proposed_by as submitted_by from assignment a where a.id = t.assignment_id`,
  },
  scorecard: { table: 'scorecard', where: sql`t.status = 'frozen'` },
  scorecardLevel: { table: 'scorecard_level', id: 'service_level_id' },
  session: { table: 'session', ours: ({ people }) => sql`t.account_id = ${people.ana.accountId}` },
  submittal: { table: 'submittal', of: theNeed },
  supplier: {
    ...{ table: 'enrollment', id: 'supplier_id', where: sql`t.tier = 1` },
    order: sql`(select o.name from organization o where o.id = t.supplier_id)`,
  },
  taxRule: { table: 'tax_rule', ours: ({ code }) => sql`t.region = ${`Zone ${code}`}` },
  timesheet: { table: 'timesheet' },
};

export type Found = { id: string; subject: Subject; visible: boolean };

/**
 * A thing of this world for somebody to ask for: one that their wall shows them if there is any, else one behind it.
 * Null where the world has none.
 */
export async function thingFor(
  database: Database,
  world: PopulatedWorld,
  kind: Kind,
  actor: Actor,
): Promise<Found | null> {
  const { table, id = 'id', ours, where = sql`true`, order = sql`1`, of } = things[kind];
  const own = ours?.(world) ?? sql`t.client_id = ${world.clientId}`;
  const rows = sql`from ${sql.identifier(table)} t where ${own} and ${where}`;
  const column = sql`t.${sql.identifier(id)}::text`;
  const seen = await walled(database, viewpointOf(actor), async (db) => {
    const list = await db.execute<{ id: string }>(sql`select ${column} as id ${rows} order by 1 limit 500`);
    return new Set(list.map((row) => row.id));
  });
  const facts = of ? sql`coalesce((select to_jsonb(f) from (${of}) f), '{}')` : sql`'{}'::jsonb`;
  const all = await walled(database, { side: 'msp' }, (db) =>
    db.execute<{ id: string; row: Record<string, string | null>; facts: Record<string, unknown> }>(
      sql`select ${column} as id, to_jsonb(t) as row, ${facts} as facts ${rows} order by ${order}, 1 limit 500`,
    ),
  );
  const chosen = all.find((row) => seen.has(row.id)) ?? all[0];
  if (!chosen) return null;
  const inner = (chosen.facts['to_jsonb'] ?? chosen.facts) as Record<string, string | null>;
  const row = { ...chosen.row, ...inner };
  return { id: chosen.id, visible: seen.has(chosen.id), subject: subjectOf(row) };
}

const subjectOf = (row: Record<string, string | null>): Subject => ({
  clientId: row['client_id'] ?? null,
  supplierId: row['supplier_id'] ?? null,
  hiringManagerId: row['hiring_manager_id'] ?? null,
  createdBy: row['created_by'] ?? null,
  submittedBy: row['submitted_by'] ?? null,
  workerId: row['worker_id'] ?? null,
  accountId: row['account_id'] ?? null,
});

/** The ids of a kind that a view of this world shows, at most 50. */
export async function rowsFor(
  database: Database,
  world: PopulatedWorld,
  kind: Kind,
  view: Viewpoint,
): Promise<string[]> {
  const { table, id = 'id', ours, where = sql`true` } = things[kind];
  const own = ours?.(world) ?? sql`t.client_id = ${world.clientId}`;
  const rows = await walled(database, view, (db) =>
    db.execute<{ id: string }>(
      sql`select t.${sql.identifier(id)}::text as id from ${sql.identifier(table)} t where ${own} and ${where} order by 1 desc limit 50`,
    ),
  );
  return rows.map((row) => row.id);
}
