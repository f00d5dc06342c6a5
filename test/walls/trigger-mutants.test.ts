import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { separateTestDatabase } from '#test/setup/database.ts';
import { aPopulatedProgram, type PopulatedWorld } from './populated.ts';

/*
 * Every trigger that guards something, switched off: what it refused goes through, or another lock, which is named,
 * refuses it. The triggers come from the catalog, so that a new one fails here until it says what it refuses.
 */

let world: PopulatedWorld;
/** A charge of another program. */
let foreignCharge: number;
type Trigger = { table: string; name: string; fn: string; source: string; on: string; argument: string };

beforeAll(async () => {
  // A database of its own: some statements below take whole tables, and other worlds' rows would answer for this one's.
  process.env['MUSTER_TEST_URL'] = (await separateTestDatabase('trigger_mutants')).url;
  world = await aPopulatedProgram();
  const elsewhere = await aPopulatedProgram();
  const [row] = await world.rows<{ id: number }>(
    sql`select min(c.id) as id from charge c where c.client_id = ${elsewhere.clientId}
      and not exists (select from charge_split s where s.charge_id = c.id)
      and not exists (select from funded_charge f where f.charge_id = c.id)`,
  );
  foreignCharge = row?.id ?? 0;
});

const triggersOf = () => world.database.sql<Trigger[]>`
  select c.relname as table, t.tgname as name, p.proname as fn, p.prosrc as source,
    case when t.tgtype & 32 > 0 then 'truncate' when t.tgtype & 16 > 0 then 'update' when t.tgtype & 8 > 0 then 'delete' else 'insert' end as on,
    rtrim(encode(t.tgargs, 'escape'), '\\000') as argument
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_proc p on p.oid = t.tgfoid
  where not t.tgisinternal and c.relnamespace = 'public'::regnamespace order by 1, 2`;

/** Triggers that keep something up to date and refuse nothing. */
const keepers: Record<string, string> = {
  'invoice.open_balance': 'opens the balance of a new document',
  'settlement.settle': 'moves the balance of what was settled',
  'event.event_waits_for_its_seal': 'puts a new event into the line of those to be sealed',
  'session.note_sign_in': 'keeps when somebody last came',
};

class Undo extends Error {}

/** What the database says to these statements, up to the checks that wait for the commit; taken back. */
async function answer(statements: string[], off?: Trigger): Promise<string> {
  try {
    await world.database.sql.begin(async (tx) => {
      await tx`select set_config('app.side', 'msp', true)`;
      if (off) await tx.unsafe(`alter table ${off.table} disable trigger ${off.name}`);
      for (const statement of statements) await tx.unsafe(statement);
      await tx`set constraints all immediate`;
      throw new Undo();
    });
  } catch (error) {
    if (error instanceof Undo) return 'allowed';
    return error instanceof Error ? error.message : String(error);
  }
  return 'allowed';
}

/** The sentences with which a trigger's function refuses, as patterns. */
const refusalsOf = ({ source }: Trigger): RegExp[] =>
  [...source.matchAll(/raise exception '((?:[^']|'')*)'/g)].map(
    ([, text = '']) =>
      new RegExp(
        `^${text
          .replaceAll("''", "'")
          .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll('%', '.*')}$`,
      ),
  );
const isRefusalOf = (trigger: Trigger, said: string) =>
  refusalsOf(trigger).some((pattern) => pattern.test(said));

/** One row of the world in a table, by which a statement can name it. */
async function aRow(table: string): Promise<string> {
  const [row] = await world.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    return tx.unsafe<{ at: string }[]>(
      `select ctid::text as at from ${table} t where to_jsonb(t)::text ~ '${world.clientId}|${world.placement.supplierId}' limit 1`,
    );
  });
  return `ctid = '${row?.at ?? '(0,1)'}'`;
}

/** Sets a column to another value of its type; the first that a plain statement may change. */
async function aChange(table: string): Promise<string[]> {
  const list = await world.database.sql<{ name: string; type: string }[]>`
    select attname as name, format_type(atttypid, null) as type from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''
      and attname not in ('status', 'superseded_at', 'posted_at') order by attnum desc`;
  const changed: Record<string, (column: string) => string> = {
    text: (column) => `${column} || 'x'`,
    bigint: (column) => `${column} + 1`,
    integer: (column) => `${column} + 1`,
    smallint: (column) => `${column} + 1`,
    numeric: (column) => `${column} + 1`,
    date: (column) => `${column} + 1`,
    'timestamp with time zone': (column) => `${column} + interval '1 day'`,
    boolean: (column) => `not ${column}`,
    bytea: (column) => `${column} || '\\x00'`,
  };
  return list.flatMap(({ name, type }) => (changed[type] ? [`${name} = ${changed[type](name)}`] : []));
}

/** Statements that break what a trigger guards, tried in turn until one of them is refused by it. */
async function violationsOf(trigger: Trigger): Promise<string[][]> {
  const { table, on, fn, argument } = trigger;
  const own = violations()[`${table}.${trigger.name}`];
  if (own) return own;
  if (fn === 'is_spent_once')
    return [
      [
        `update ${table} set ${argument} = now() where ${argument} is null`,
        `update ${table} set ${argument} = ${argument} + interval '1 minute'`,
      ],
    ];
  const row = await aRow(table);
  if (on === 'truncate') return [[`truncate ${table} cascade`]];
  if (on === 'delete') return [[`delete from ${table} where ${row}`]];
  if (fn === 'guard_lifecycle' || fn === 'guard_document_lifecycle') {
    const states = await world.database.sql<{ status: string }[]>`
      select distinct to_status as status from app.lifecycle_transition
      where thing = ${argument} or ${fn} = 'guard_document_lifecycle'
      union select distinct from_status from app.lifecycle_transition where thing = ${argument}`;
    return states.map(({ status }) => [`update ${table} set status = '${status}' where ${row}`]);
  }
  return (await aChange(table)).map((change) => [`update ${table} set ${change} where ${row}`]);
}

/** A copy of a row with some of it changed, for the guards of what is added. */
const copy = (table: string, changes: Record<string, string>, where: string) => `
  do $do$ declare columns text; begin
    select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
      where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = '';
    execute format('insert into ${table} (%s) select %s from (select (jsonb_populate_record(t, jsonb_build_object(${Object.entries(
      changes,
    )
      .map(([name, value]) => `''${name}'', ${value.replaceAll("'", "''")}`)
      .join(', ')}))).* from ${table} t where ${where.replaceAll("'", "''")} limit 1) x', columns, columns);
  end $do$`;

/** What no catalog tells: statements that break a sum, an order, a moment. By table and trigger. */
function violations(): Record<string, string[][]> {
  const { clientId, placement, billed, timesheetId, costCenterIds, suppliers, people } = world;
  const as = (accountId: string) => `select set_config('app.account_id', '${accountId}', true)`;
  const nothing = { minutes: '0', fee_minor: '0', tax_minor: '0', total_minor: '0', discount_minor: '0' };
  const id = randomUUID();
  const ofUs = `client_id = '${clientId}'`;
  const sums = (table: string, column: string, subject: string) => [
    [
      `update ${table} set percent = percent - 1 where ${column} = '${subject}' and cost_center_id = '${costCenterIds[0]}'`,
    ],
  ];
  const submitted = `update expense_sheet set status = 'submitted', submitted_at = now(), submitted_by = created_by where ${ofUs}`;
  // In the place of somebody who asked nobody to stand in.
  const forNobody = (table: string, column: 'approved' | 'decided', more = '') => [
    [
      `update ${table} set ${column}_by = '${people.secondApprover.accountId}', ${column}_at = now(),
        ${column}_for = '${people.finance.accountId}' ${more} where ${ofUs}`,
    ],
  ];
  const tooHeavy = copy('service_level', { id: `'${id}'`, name: `'Another'`, weight: '0.9' }, ofUs);
  const signed = `decision = 'granted', decided_by = '${people.approver.accountId}', decided_at = now()`;
  return {
    'approval_step.decided_by_delegation': forNobody('approval_step', 'decided', `, decision = 'granted'`),
    'timesheet.decided_by_delegation': forNobody('timesheet', 'approved'),
    'expense_sheet.decided_by_delegation': forNobody('expense_sheet', 'approved'),
    'misc_charge.decided_by_delegation': forNobody('misc_charge', 'approved'),
    'revision.decided_by_delegation': forNobody('revision', 'approved'),
    'approval_step.signatures_are_of_two': [
      [`update approval_step set ${signed} where ${ofUs}`, copy('approval_step', { position: '2' }, ofUs)],
    ],
    'view_as.guard_view_as': [
      [
        `select set_config('app.side', 'door', true)`,
        'delete from view_as',
        `insert into view_as (session_id_hash, viewer_account_id, membership_id, reason) select id_hash,
          '${people.finance.accountId}', membership_id, 'x' from session where account_id = '${people.ana.accountId}'`,
      ],
    ],
    'assignment_split.assignment_split_sums': sums(
      'assignment_split',
      'assignment_id',
      placement.assignmentId,
    ),
    'requisition_split.requisition_split_sums': sums(
      'requisition_split',
      'requisition_id',
      placement.requisitionId,
    ),
    'charge_split.charge_splits_sum_to_all': [
      [copy('charge_split', { cost_center_id: `'${costCenterIds[1]}'`, percent: '1' }, ofUs)],
    ],
    'invoice.documents_have_lines': [
      [
        copy(
          'invoice',
          { id: `'${id}'`, number: '99', reference: `'X-99'` },
          `id = '${billed.clientInvoiceId}'`,
        ),
      ],
    ],
    'ledger_entry.entries_balance': [[copy('ledger_entry', { amount_minor: '1' }, ofUs)]],
    'ledger_transaction.closed_months_are_closed': [
      [copy('ledger_transaction', { id: `'${id}'`, posted_on: `'2024-01-15'`, invoice_id: 'null' }, ofUs)],
    ],
    'billing_run.periods_leave_no_gap': [
      [
        copy(
          'billing_run',
          {
            id: `'${id}'`,
            starts_on: `'2026-05-01'`,
            ends_on: `'2026-05-15'`,
            status: `'previewed'`,
            finalized_at: 'null',
          },
          `id = '${billed.runId}'`,
        ),
        `update billing_run set status = 'finalized', finalized_at = now() where id = '${id}'`,
      ],
    ],
    'approval.guard_lifecycle': [
      [
        `update approval set status = 'withdrawn', decided_at = now() where ${ofUs}`,
        `update approval set status = 'granted', decided_at = now() where ${ofUs}`,
      ],
    ],
    'bank_account.guard_lifecycle': [
      ['rejected', 'proposed'].map(
        (status) => `update bank_account set status = '${status}' where supplier_id = '${suppliers.cobalt}'`,
      ),
    ],
    'invitation.is_spent_once': [
      ['now()', `accepted_at + interval '1 minute'`].map(
        (at) => `update invitation set accepted_at = ${at} where organization_id = '${clientId}'`,
      ),
    ],
    'session.sleeping_sessions_stay_asleep': [
      [`now() - interval '1 hour'`, 'now()'].map((at) => `update session set last_seen_at = ${at}`),
    ],
    'privacy_request.guard_lifecycle': [
      ['withdrawn', 'open'].map((status) => `update privacy_request set status = '${status}'`),
    ],
    'account.guard_account': [
      [
        as(people.admin.accountId),
        `update account set disabled_at = now() where id = '${people.admin.accountId}'`,
      ],
    ],
    'membership.guard_membership': [
      [
        as(people.clientAdmin.accountId),
        `update membership set ended_at = now() where account_id = '${people.clientAdmin.accountId}'`,
      ],
    ],
    'invitation.guard_invitation': [
      [
        as(people.recruiter.accountId),
        copy(
          'invitation',
          { id: `'${id}'`, token_hash: `'${'2'.repeat(64)}'` },
          `organization_id = '${clientId}'`,
        ),
      ],
    ],
    'rate_card_import.guard_lifecycle': [
      [
        `update rate_card_import set status = 'discarded' where ${ofUs}`,
        `update rate_card_import set status = 'previewed' where ${ofUs}`,
      ],
    ],
    'approval_step.decisions_stand': [
      Array.from(
        { length: 2 },
        () =>
          `update approval_step set decision = 'granted', decided_by = '${world.people.approver.accountId}', decided_at = now() where ${ofUs}`,
      ),
    ],
    'charge.credits_stay_within': [
      [
        copy(
          'charge',
          {
            credits_charge_id: 't.id',
            amount_minor: '-t.amount_minor - 100',
            minutes: '0',
            billing_run_id: 'null',
          },
          `${ofUs} and credits_charge_id is null and amount_minor > 0`,
        ),
      ],
    ],
    'time_line.time_line_inserts': [
      [copy('time_line', { minutes: '1', work_date: 't.work_date + 1' }, `timesheet_id = '${timesheetId}'`)],
    ],
    'time_line.time_line_updates': [
      [`update time_line set minutes = minutes - 1 where timesheet_id = '${timesheetId}'`],
    ],
    'time_line.time_line_deletes': [[`delete from time_line where timesheet_id = '${timesheetId}'`]],
    'expense_line.expense_line_inserts': [
      [submitted, copy('expense_line', { id: `'${id}'`, place: '2' }, ofUs)],
    ],
    'expense_line.expense_line_updates': [
      [submitted, `update expense_line set amount_minor = 1 where ${ofUs}`],
    ],
    'expense_line.expense_line_deletes': [[submitted, `delete from expense_line where ${ofUs}`]],
    'invoice_line.lines_add_up': [
      [
        copy(
          'invoice_line',
          { ...nothing, charge_id: `(select max(id) from charge where ${ofUs})`, amount_minor: '0' },
          `${ofUs} and side = 'client'`,
        ),
      ],
    ],
    'invoice_line.lines_refer_to_what_is': [
      [
        copy(
          'invoice',
          {
            ...nothing,
            id: `'${id}'`,
            number: '99',
            reference: `'X-99'`,
            line_count: '1',
            time_minor: '0',
            other_minor: '0',
          },
          `id = '${billed.clientInvoiceId}'`,
        ),
        copy(
          'invoice_line',
          { ...nothing, invoice_id: `'${id}'`, charge_id: '999999999', amount_minor: '0' },
          `${ofUs} and side = 'client'`,
        ),
      ],
    ],
    'invoice_line_tax.taxes_refer_to_what_is': [[copy('invoice_line_tax', { charge_id: '999999999' }, ofUs)]],
    'invoice_line_tax.taxes_refer_to_a_rule': [
      [copy('invoice_line_tax', { tax_rule_id: `'${id}'`, side: `'supplier'`, leg: `'supplier_fee'` }, ofUs)],
    ],
    'invoice_line_fee.fees_refer_to_what_is': [[copy('invoice_line_fee', { charge_id: '999999999' }, ofUs)]],
    'invoice_line_split.splits_make_the_line': [
      [
        copy(
          'invoice_line_split',
          {
            cost_center_id: `'${costCenterIds[1]}'`,
            amount_minor: 't.amount_minor + 1',
            total_minor: 't.total_minor + 1',
          },
          ofUs,
        ),
      ],
    ],
    ...Object.fromEntries(
      ['charge_split', 'correction_line', 'funded_charge', 'parked_charge'].map((table) => [
        `${table}.of_one_program`,
        [[copy(table, { charge_id: String(foreignCharge), place: '99', percent: '100' }, ofUs)]],
      ]),
    ),
    'charge.of_one_program': [
      [
        copy(
          'charge',
          {
            replaces_charge_id: String(foreignCharge),
            correction_id: `(select c.id from correction c where c.${ofUs} limit 1)`,
          },
          ofUs,
        ),
      ],
    ],
    'service_level.weights_fit': [[tooHeavy]],
    'service_terms.weights_fit': [
      [
        `update service_terms set weights_may_exceed = true where ${ofUs}`,
        tooHeavy,
        'set constraints all immediate',
        `update service_terms set weights_may_exceed = false where ${ofUs}`,
      ],
    ],
    'scorecard.guard_lifecycle': [
      [
        `update scorecard set status = 'frozen', outcome = 'accepted', sent_at = now(), frozen_at = now() where ${ofUs} and status = 'draft'`,
      ],
    ],
    'scorecard.scorecard_stands': [
      [`update scorecard set computed_by_name = 'Somebody else' where ${ofUs} and status = 'frozen'`],
    ],
    'scorecard.scorecard_adds_up': [
      [
        `update scorecard set status = 'under_review', fee_minor = 500, at_risk_minor = 50 where ${ofUs} and status = 'draft'`,
        `update scorecard set status = 'with_client', sent_at = now() where ${ofUs} and status = 'under_review'`,
      ],
    ],
    'payment_run.nobody_pays_whom_they_let_in': [
      [
        `update enrollment set enrolled_by = '${people.finance.accountId}', enrolled_by_name = 'A' where ${ofUs}`,
        `update payment_run set approved_by = '${people.finance.accountId}', approved_by_name = 'A', approved_at = now() where ${ofUs}`,
      ],
    ],
    'payment_run.money_goes_where_it_may': [
      [
        `update payment_run set status = 'approved', approved_by = '${people.finance.accountId}', approved_by_name = 'A', approved_at = now() where ${ofUs}`,
      ],
    ],
    'settlement.receipts_settle_what_came': [[copy('settlement', {}, `${ofUs} and receipt_id is not null`)]],
    'timesheet.approved_weeks_are_priced': [
      [
        copy(
          'timesheet',
          { id: `'${id}'`, week_ends_on: `'2026-08-30'`, status: `'submitted'`, worked_minutes: '60' },
          `id = '${timesheetId}'`,
        ),
        `update timesheet set status = 'approved' where id = '${id}'`,
      ],
    ],
    'timesheet.only_what_was_approved_is_corrected': [
      [
        copy(
          'timesheet',
          { id: `'${id}'`, week_ends_on: `'2026-08-30'`, status: `'draft'`, worked_minutes: '60' },
          `id = '${timesheetId}'`,
        ),
        copy('timesheet', { id: 'gen_random_uuid()', corrects_id: `'${id}'`, version: '2' }, `id = '${id}'`),
      ],
    ],
    'release.only_what_was_approved_is_released': [
      [
        copy(
          'requisition',
          { id: `'${id}'`, number: '9001', status: `'draft'`, filled: '0' },
          `id = '${placement.requisitionId}'`,
        ),
        copy('release', { requisition_id: `'${id}'` }, `requisition_id = '${placement.requisitionId}'`),
      ],
    ],
    'release.one_moment_a_tier': [
      [
        copy(
          'release',
          { supplier_id: `'${suppliers.rival}'`, released_at: `t.released_at + interval '300 milliseconds'` },
          `requisition_id = '${placement.requisitionId}'`,
        ),
      ],
    ],
  };
}

/** Where another lock refuses as well once the trigger is off. */
const secondLocks: Record<string, RegExp> = {
  'accrual.accrual_stands': /accrual_check/,
  'assignment_rate.assignment_rate_is_frozen': /time_charge_rate_id_fkey/,
  'charge.charge_stays': /charge_credits_charge_id_fkey/,
  'charge_split.charge_split_stands': /charge_split_percent_check/,
  'event.event_is_never_emptied': /event_seal is never changed or removed/,
  'ledger_transaction.closed_months_are_closed': /ledger_transaction_check/,
  'invoice.invoice_stays': /invoice_document_client_id_invoice_id_fkey/,
  'invoice.issued_invoices_stand': /invoice_adds_up/,
  'invoice_line_split.invoice_line_split_stands': /invoice_line_split_check/,
};

describe('triggers', () => {
  test('each one that guards something is missed when it is off', async () => {
    const triggers = (await triggersOf()).filter(({ table, name }) => !(`${table}.${name}` in keepers));
    expect(triggers.length).toBeGreaterThan(50);
    const wrong: string[] = [];
    for (const trigger of triggers) {
      const name = `${trigger.table}.${trigger.name}`;
      const said: string[] = [];
      let held: string[] | null = null;
      for (const violation of await violationsOf(trigger)) {
        const refused = await answer(violation);
        said.push(refused);
        if (!isRefusalOf(trigger, refused)) continue;
        held = violation;
        break;
      }
      if (!held) {
        wrong.push(`${name} refused none of what was tried: ${[...new Set(said)].slice(0, 3).join(' | ')}`);
        continue;
      }
      const without = await answer(held, trigger);
      if (without !== 'allowed' && !secondLocks[name]?.test(without)) wrong.push(`${name} off: ${without}`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
