import { sql, type SQL } from 'drizzle-orm';
import type { Deed } from './duties.ts';

/*
 * For each rule, everything that it looks at, one row each: who, on what, when, and whether it breaks the rule. Counted and
 * filtered by duties.server.ts.
 */

const row = (
  from: SQL,
  columns: { kind: string; what: SQL; id: SQL; client: SQL; who: SQL; at: SQL; broken: SQL },
) =>
  sql`select ${columns.kind}::text as kind, ${columns.what}::text as what, ${columns.id}::uuid as id, ${columns.client}::uuid as client_id,
    ${columns.who}::uuid as account_id, ${columns.at}::timestamptz as at, ${columns.broken} as broken from ${from}`;

const decided = (kind: string, table: string, by: string, from: string, what: SQL, at: string) =>
  row(sql`${sql.identifier(table)} t where t.${sql.identifier(by)} is not null`, {
    kind,
    what,
    id: sql`t.id`,
    client: sql`t.client_id`,
    who: sql`t.${sql.identifier(by)}`,
    at: sql`t.${sql.identifier(at)}`,
    broken: sql`t.${sql.identifier(by)} = t.${sql.identifier(from)}`,
  });

/** What each rule looks at. */
export const looksAt: Record<Deed, SQL> = {
  ownApproval: sql.join(
    [
      decided(
        'timesheet',
        'timesheet',
        'approved_by',
        'submitted_by',
        sql`'Week to ' || t.week_ends_on`,
        'approved_at',
      ),
      decided('expenseSheet', 'expense_sheet', 'approved_by', 'submitted_by', sql`t.title`, 'approved_at'),
      decided('revision', 'revision', 'approved_by', 'proposed_by', sql`'Revision'`, 'approved_at'),
      decided('miscCharge', 'misc_charge', 'approved_by', 'requested_by', sql`t.label`, 'approved_at'),
      row(sql`approval_step t join approval a on a.id = t.approval_id where t.decided_by is not null`, {
        kind: 'requisition',
        what: sql`a.title`,
        id: sql`a.subject_id`,
        client: sql`a.client_id`,
        who: sql`t.decided_by`,
        at: sql`t.decided_at`,
        broken: sql`t.decided_by = a.requested_by`,
      }),
    ],
    sql` union all `,
  ),
  makerChecker: decided(
    'paymentRun',
    'payment_run',
    'approved_by',
    'created_by',
    sql`'Payment run ' || t.number`,
    'approved_at',
  ),
  ownCorrection: decided(
    'correction',
    'correction',
    'decided_by',
    'created_by',
    sql`'Correction ' || t.number`,
    'decided_at',
  ),
  ownBankDetails: row(sql`bank_account t where t.confirmed_by is not null`, {
    kind: 'bankAccount',
    what: sql`t.holder`,
    id: sql`t.id`,
    client: sql`null`,
    who: sql`t.confirmed_by`,
    at: sql`t.confirmed_at`,
    broken: sql`t.confirmed_by = t.proposed_by`,
  }),
  ownReopening: row(sql`ledger_period t where t.reopened_by is not null`, {
    kind: 'ledgerPeriod',
    what: sql`to_char(t.month, 'YYYY-MM')`,
    id: sql`t.id`,
    client: sql`t.client_id`,
    who: sql`t.reopened_by`,
    at: sql`t.reopened_at`,
    broken: sql`t.reopened_by = t.reopen_asked_by`,
  }),
  // Enrollment keeps no actor of its own; the trail does.
  enrollerPays: row(
    sql`(select e.client_id, e.supplier_id, e.actor_account_id, o.name from event e join organization o on o.id = e.supplier_id
           where e.subject_kind = 'program' and e.kind = 'program.supplierEnrolled' and e.actor_account_id is not null) e
        join payment p on p.client_id = e.client_id and p.supplier_id = e.supplier_id
        join payment_run t on t.id = p.payment_run_id where t.approved_by is not null`,
    {
      kind: 'paymentRun',
      what: sql`'Payment run ' || t.number || ' to ' || e.name`,
      id: sql`t.id`,
      client: sql`t.client_id`,
      who: sql`t.approved_by`,
      at: sql`t.approved_at`,
      broken: sql`t.approved_by = e.actor_account_id`,
    },
  ),
  delegateOfRequester: row(
    sql`event t where t.behalf_account_id is not null and t.kind ~ '[.](approved|signed|accepted)$'`,
    {
      kind: 'event',
      what: sql`t.summary`,
      id: sql`t.subject_id`,
      client: sql`t.client_id`,
      who: sql`t.actor_account_id`,
      at: sql`t.at`,
      broken: sql`exists (select from event h where h.subject_id = t.subject_id and h.id < t.id and h.kind ~ '[.](submitted|proposed|requested|drafted)$'
        and h.actor_account_id in (t.behalf_account_id, t.actor_account_id))`,
    },
  ),
  selfGranted: sql.join(
    [
      row(
        sql`event t join membership m on m.id = t.subject_id where t.subject_kind = 'membership' and t.kind = 'membership.given'`,
        {
          kind: 'membership',
          what: sql`t.summary`,
          id: sql`t.subject_id`,
          client: sql`t.client_id`,
          who: sql`t.actor_account_id`,
          at: sql`t.at`,
          broken: sql`m.account_id = t.actor_account_id`,
        },
      ),
      row(sql`invitation t join account a on a.id = t.invited_by`, {
        kind: 'invitation',
        what: sql`t.role`,
        id: sql`t.id`,
        client: sql`null`,
        who: sql`t.invited_by`,
        at: sql`t.created_at`,
        broken: sql`lower(a.email) = lower(t.email)`,
      }),
    ],
    sql` union all `,
  ),
};
