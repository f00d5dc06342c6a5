import { beforeAll, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import { walled } from '#db/walled.ts';
import { viewpointOf } from '#app/platform/context.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { aPopulatedProgram, tablesOf, type PopulatedWorld } from './populated.ts';

/*
 * What those who do have business here see, as a list of tables. A column that must be hidden lives in a table of its
 * own, so the list says it: what is not on it has no row for that side.
 */

let world: PopulatedWorld;
let tables: string[];

beforeAll(async () => {
  world = await aPopulatedProgram();
  tables = await tablesOf(world);
});

function seenBy(actor: Actor): Promise<string[]> {
  return walled(world.database, viewpointOf(actor), async (db) => {
    const seen: string[] = [];
    for (const table of tables) {
      const [row] = await db.execute(sql`select 1 from ${sql.identifier(table)} limit 1`);
      if (row) seen.push(table);
    }
    return seen;
  });
}

/** Of one’s own: what opens one’s door. Nobody else’s is among them. */
const ofAnasOwn = ['passkey', 'recovery_code', 'session', 'totp_factor'];
const everybodyInside = ['account', 'membership', 'organization'];
const place = ['cost_center', 'department', 'job', 'program', 'program_terms', 'publication', 'site'];

test('a client sees its program, but no pay rate, no margin, no ledger, and no file of a supplier', async () => {
  expect(await seenBy(world.actor('ana'))).toEqual(
    [
      ...everybodyInside,
      ...place,
      ...ofAnasOwn,
      'agreement',
      'accrual',
      'accrual_line',
      'approval',
      'approval_delegation',
      'approval_rule',
      'approval_step',
      'assignment',
      'assignment_rate',
      'assignment_split',
      'budget',
      'candidate',
      'charge',
      'charge_split',
      'invoice_line_split',
      'invoice_line_tax',
      'posted_discount',
      'supplier_week_spend',
      'client_spend',
      'directory',
      'directory_domain',
      'directory_group',
      'directory_group_member',
      'directory_identity',
      'directory_membership',
      'directory_role',
      'directory_token',
      'directory_user',
      'discount_schedule',
      'discount_tier',
      'enrollment',
      'event',
      'exemption_certificate',
      'expense_code',
      'expense_line',
      'expense_sheet',
      'fee_schedule',
      'flat_fee',
      'invitation',
      'invoice',
      'invoice_balance',
      'invoice_document',
      'invoice_item',
      'invoice_line',
      'invoice_line_fee',
      'invoice_tax',
      'ledger_period',
      'mail_message',
      'misc_charge',
      'offer',
      'purchase_order',
      'rate_card_entry',
      'receipt',
      'release',
      'requisition',
      'requisition_budget',
      'requisition_split',
      'revision',
      'scorecard',
      'scorecard_fee',
      'scorecard_level',
      'scorecard_relief',
      'service_credit',
      'service_level',
      'service_terms',
      'settlement',
      'site_group',
      'stored_file',
      'submittal',
      'tax_rule',
      'time_line',
      'timesheet',
      'worker',
    ].sort(),
  );
});

test('a supplier sees what it takes part in, but no budget, no cost split of a need, no client spend, no rate card', async () => {
  expect(await seenBy(world.actor('recruiter'))).toEqual(
    [
      ...everybodyInside,
      ...place,
      'agreement',
      'assignment',
      'assignment_pay',
      'assignment_rate',
      'assignment_split',
      'bank_account',
      'candidate',
      'charge',
      'posted_discount',
      'supplier_week_spend',
      'discount_schedule',
      'discount_tier',
      'enrollment',
      'event',
      'expense_code',
      'expense_line',
      'expense_sheet',
      'fee_schedule',
      'funded_charge',
      'invoice',
      'invoice_balance',
      'invoice_document',
      'invoice_line',
      'invoice_line_fee',
      'misc_charge',
      'offer',
      'payment',
      'payment_item',
      'privacy_request',
      'release',
      'requisition',
      'revision',
      'revision_pay',
      'self_billing_agreement',
      'site_group',
      'stored_file',
      'submittal',
      'submittal_pay',
      'supplier_spend',
      'tax_rule',
      'time_line',
      'timesheet',
      'worker',
    ].sort(),
  );
});

test('a worker sees their own work and pay, but no bill rate, no charge, no candidate and no invoice', async () => {
  const seen = await seenBy(world.tessa);
  const never = [
    'assignment_rate',
    'candidate',
    'charge',
    'charge_split',
    'invitation',
    'invoice',
    'invoice_document',
    'invoice_line',
    'invoice_line_fee',
    'invoice_line_split',
    'invoice_line_tax',
    'misc_charge',
    'offer',
    'posted_discount',
    'stored_file',
    'submittal',
    'submittal_pay',
    'supplier_spend',
    'supplier_week_spend',
  ];
  expect(seen.filter((table) => never.includes(table))).toEqual([]);
  for (const table of [
    'assignment',
    'assignment_pay',
    'assignment_split',
    'expense_code',
    'expense_line',
    'expense_sheet',
    'timesheet',
    'time_line',
    'worker',
  ])
    expect(seen).toContain(table);
});

test('a worker sees nothing of a colleague', async () => {
  const { workerId, assignmentId } = world.placement;
  const mentions = await walled(world.database, viewpointOf(world.otherWorker), async (db) => {
    const found: string[] = [];
    for (const table of tables) {
      const [row] = await db.execute(
        sql`select 1 from ${sql.identifier(table)} t where to_jsonb(t)::text ~ ${`${workerId}|${assignmentId}|${world.timesheetId}`} limit 1`,
      );
      if (row) found.push(table);
    }
    return found;
  });
  // Their membership says that they are a worker, as every colleague's does; it tells nothing of the work.
  expect(mentions.filter((table) => table !== 'membership')).toEqual([]);
});

const read = <T extends Record<string, unknown>>(actor: Actor, query: ReturnType<typeof sql>) =>
  walled(world.database, viewpointOf(actor), async (db) => [...(await db.execute<T>(query))]);

test('each side sees the fees that it bears', async () => {
  const fees = sql`select distinct funding from fee_schedule order by funding`;
  expect(await read(world.actor('recruiter'), fees)).toEqual([{ funding: 'supplier' }]);
  const borne = sql`select distinct funding from invoice_line_fee`;
  expect(await read(world.actor('recruiter'), borne)).toEqual([{ funding: 'supplier' }]);
  expect(await read(world.actor('ana'), borne)).toEqual([{ funding: 'client' }]);
});

test('each side sees its own kind of document, with its lines and its PDF', async () => {
  const kinds = sql`select i.kind, (select count(*)::int from invoice_line l where l.invoice_id = i.id) as lines,
    (select count(*)::int from invoice_document d where d.invoice_id = i.id) as documents from invoice i order by i.kind`;
  expect(await read(world.actor('recruiter'), kinds)).toEqual([
    { kind: 'self_bill', lines: 1, documents: 1 },
  ]);
  expect(await read(world.actor('clientFinance'), kinds)).toEqual([
    { kind: 'client_invoice', lines: 1, documents: 1 },
    { kind: 'fee_invoice', lines: 0, documents: 0 },
  ]);
});

test('a candidate is nobody to the client until presented', async () => {
  const { submittalId, candidateId } = world.otherPlacement;
  const candidates = sql`select id from candidate where id = ${candidateId}`;
  expect(await read(world.actor('ana'), candidates)).toHaveLength(1);
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.execute(sql`update submittal set presented_at = null where id = ${submittalId}`);
  });
  expect(await read(world.actor('ana'), candidates)).toEqual([]);
  expect(await read(world.actor('ana'), sql`select id from submittal where id = ${submittalId}`)).toEqual([]);
});

test('the view that prices weeks keeps to the walls of its tables', async () => {
  const priced = sql`select 1 from time_line_priced where timesheet_id = ${world.timesheetId}`;
  expect(await read(world.actor('ana'), priced)).toHaveLength(1);
  expect(await read(world.actor('rivalRecruiter'), priced)).toEqual([]);
  expect(await read(world.tessa, priced)).toEqual([]);
});
