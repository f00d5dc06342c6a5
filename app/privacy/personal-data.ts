/*
 * Where the database holds what about a person. A test asks the catalog that every column of text is named here: as
 * somebody's, or as nobody's. Exports read what stands here; erasure writes it.
 */

/**
 * What becomes of a column when its person is erased: a name and an address that say nobody, nothing, or a word that
 * says it is gone. What is `kept` stays under a legal duty, for as long as the retention rule of documents says.
 */
export type Fate = 'name' | 'address' | 'null' | 'empty' | 'said' | 'key' | 'kept';

export type Held = {
  table: string;
  /** Which rows are the person's; `$` stands for the list of ids. */
  rows: string;
  columns: Record<string, Fate>;
  /** What is handed out beside the personal columns, to make sense of them. */
  also?: string[];
};

const theirSubmittals = 'select id from submittal where candidate_id = any($)';
const theirWork = 'select id from worker where candidate_id = any($)';

/** Somebody whom a supplier presented, and the worker they became. */
export const ofCandidate: Held[] = [
  {
    table: 'candidate',
    rows: 'id = any($)',
    columns: { name: 'name', email: 'address', phone: 'null', summary: 'empty', person_key: 'key' },
    also: ['created_at'],
  },
  { table: 'worker', rows: 'candidate_id = any($)', columns: { name: 'name' }, also: ['created_at'] },
  {
    table: 'submittal',
    rows: 'candidate_id = any($)',
    columns: { note: 'empty', ended_reason: 'said', resume_file_id: 'null' },
    also: ['status', 'available_from', 'submitted_at', 'created_at'],
  },
  {
    table: 'submittal_pay',
    rows: `submittal_id in (${theirSubmittals})`,
    columns: { pay_rate: 'kept' },
  },
  {
    table: 'offer',
    rows: `submittal_id in (${theirSubmittals})`,
    columns: { message: 'empty', reason: 'said' },
    also: ['status', 'starts_on', 'ends_on', 'extended_at'],
  },
  {
    table: 'assignment',
    rows: `worker_id in (${theirWork})`,
    columns: { worker_name: 'name', ended_reason: 'said' },
    also: ['number', 'status', 'job_title', 'starts_on', 'ends_on'],
  },
  {
    table: 'timesheet',
    rows: `worker_id in (${theirWork})`,
    columns: { note: 'empty', rejected_reason: 'said', correction_reason: 'said' },
    also: ['week_ends_on', 'status', 'worked_minutes', 'overtime_minutes'],
  },
  {
    table: 'expense_sheet',
    rows: `worker_id in (${theirWork})`,
    columns: { title: 'kept', rejected_reason: 'said' },
    also: ['number', 'status', 'total_minor'],
  },
  {
    table: 'expense_line',
    rows: `sheet_id in (select id from expense_sheet where worker_id in (${theirWork}))`,
    columns: { note: 'kept' },
    also: ['spent_on', 'amount_minor'],
  },
];

const by = (column: string) => `${column} = any($)`;

/** The name of whoever did something, kept beside their id: `decided_by_name` beside `decided_by`. */
const signed = (table: string, person: string, fate: Fate = 'name', name = `${person}_name`): Held => ({
  table,
  rows: by(person),
  columns: { [name]: fate },
});

/** Somebody who signs in. */
export const ofAccount: Held[] = [
  {
    table: 'account',
    rows: by('id'),
    columns: { name: 'name', email: 'address' },
    also: ['created_at', 'disabled_at'],
  },
  {
    table: 'membership',
    rows: by('account_id'),
    columns: { role: 'kept' },
    also: ['created_at', 'ended_at'],
  },
  {
    table: 'invitation',
    rows: `lower(email) in (select lower(a.email) from account a where a.id = any($))`,
    columns: { name: 'name', email: 'address' },
    also: ['role', 'created_at', 'accepted_at'],
  },
  {
    table: 'directory_user',
    rows: by('account_id'),
    columns: {
      ...{ user_name: 'address', email: 'address', external_id: 'null' },
      ...{ given_name: 'null', family_name: 'null', display_name: 'null' },
    },
  },
  { table: 'directory_identity', rows: by('account_id'), columns: { subject: 'kept' } },
  {
    table: 'mail_message',
    rows: by('to_account_id'),
    columns: { to_email: 'address', subject: 'said', html: 'said', text: 'said' },
    also: ['rendered_at', 'sent_at'],
  },
  {
    table: 'event',
    rows: by('actor_account_id'),
    columns: { actor_name: 'kept', summary: 'kept', reason: 'kept' },
    also: ['at', 'kind'],
  },
  signed('event', 'behalf_account_id', 'kept', 'behalf_name'),
  signed('approval', 'requested_by'),
  signed('approval_step', 'decided_by', 'kept'),
  signed('accrual', 'created_by', 'kept'),
  signed('approval_delegation', 'from_account_id', 'kept', 'from_name'),
  signed('approval_delegation', 'to_account_id', 'kept', 'to_name'),
  signed('approval_delegation', 'created_by', 'kept'),
  signed('approval_delegation', 'ended_by', 'kept'),
  signed('publication', 'created_by', 'kept'),
  signed('service_terms', 'created_by', 'kept'),
  signed('service_level', 'created_by', 'kept'),
  signed('scorecard', 'computed_by', 'kept'),
  signed('scorecard', 'sent_by', 'kept'),
  signed('scorecard', 'frozen_by', 'kept'),
  signed('scorecard_level', 'entered_by', 'kept'),
  signed('scorecard_level', 'answered_by', 'kept'),
  signed('scorecard_relief', 'claimed_by', 'kept'),
  signed('access_review', 'reviewed_by', 'kept'),
  signed('receipt', 'recorded_by', 'kept'),
  signed('enrollment', 'enrolled_by', 'kept'),
  signed('assignment', 'hiring_manager_id', 'name', 'hiring_manager_name'),
  signed('requisition', 'hiring_manager_id', 'name', 'hiring_manager_name'),
  signed('bank_account', 'proposed_by'),
  signed('bank_account', 'confirmed_by'),
  signed('billing_run', 'released_by'),
  signed('correction', 'created_by'),
  signed('correction', 'decided_by'),
  signed('expense_sheet', 'submitted_by'),
  signed('expense_sheet', 'approved_by'),
  signed('ledger_period', 'closed_by'),
  signed('ledger_period', 'reopen_asked_by'),
  signed('ledger_period', 'reopened_by'),
  signed('misc_charge', 'requested_by'),
  signed('misc_charge', 'approved_by'),
  signed('parked_charge', 'decided_by'),
  signed('payment_run', 'created_by'),
  signed('payment_run', 'approved_by'),
  signed('revision', 'proposed_by'),
  signed('revision', 'approved_by'),
  signed('revision', 'accepted_by'),
  signed('self_billing_agreement', 'consented_by', 'kept'),
  signed('timesheet', 'submitted_by'),
  signed('timesheet', 'approved_by'),
];

export const held = { candidate: ofCandidate, account: ofAccount };
export type PersonKind = keyof typeof held;
