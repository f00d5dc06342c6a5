import { sql, type SQL } from 'drizzle-orm';

/*
 * The books of a program as tables: what an auditor is handed to compute with (GoBD, access in the form Z3; SOX 404 asks for
 * the same under completeness and accuracy). Plain tables of the database, so that nothing stands between them and the books.
 */

export type RecordTable = {
  /** Of the database; `t` in the conditions below. */
  table: string;
  /** In a sentence, for whoever reads the package without us. */
  holds: string;
  /** The day by which a row belongs to a year. Without one, all rows there ever were: they say themselves when they held. */
  day?: SQL;
  /** Which rows are the program's, where they do not say so in `client_id`. */
  ofProgram?: (clientId: string) => SQL;
  /** Columns that stay behind: contents of files, and what was only kept to draw a page. */
  without?: string[];
};

/** The day of a row that is part of another. */
const dayOf = (parent: string, by: string, day: SQL): SQL =>
  sql`(select ${day} from ${sql.identifier(parent)} p where p.id = t.${sql.identifier(by)})`;
const issued = dayOf('invoice', 'invoice_id', sql`p.issued_on`);
const posted = dayOf('ledger_transaction', 'transaction_id', sql`p.posted_on`);
const ofCard = dayOf('scorecard', 'scorecard_id', sql`p.month`);
const ofRun = dayOf('billing_run', 'billing_run_id', sql`p.ends_on`);

const documents: RecordTable[] = [
  {
    table: 'invoice',
    holds: 'Documents as they were issued: invoices, self-billed statements, credit memos.',
    day: sql`t.issued_on`,
  },
  { table: 'invoice_line', holds: 'The lines of documents: a charge on each side of it.', day: issued },
  { table: 'invoice_line_fee', holds: 'Fees that lines bear, each with its base and fraction.', day: issued },
  { table: 'invoice_line_tax', holds: 'Taxes on lines, each with its rule, base and rate.', day: issued },
  { table: 'invoice_line_split', holds: 'Cost centers that share a line.', day: issued },
  {
    table: 'invoice_item',
    holds: 'What stands on a document besides charges: flat fees, service credits.',
    day: issued,
  },
  { table: 'invoice_tax', holds: 'The taxes of a document by jurisdiction.', day: issued },
  {
    table: 'invoice_document',
    holds: 'Which documents were printed, with the SHA-256 of the file.',
    day: issued,
    without: ['content'],
  },
  { table: 'invoice_balance', holds: 'What is open of each document now.', day: issued },
  {
    table: 'billing_run',
    holds: 'Billing runs, each with its period.',
    day: sql`t.ends_on`,
    without: ['preview'],
  },
  { table: 'parked_charge', holds: 'What runs set aside, why, and who decided what.', day: ofRun },
  { table: 'posted_discount', holds: 'Volume discounts as they were posted.', day: ofRun },
  {
    table: 'correction',
    holds: 'Corrections of what was billed, with reason and who agreed.',
    day: sql`t.created_at::date`,
    without: ['preview'],
  },
  {
    table: 'correction_line',
    holds: 'The lines of corrections: what was credited, and what was billed anew.',
    day: dayOf('correction', 'correction_id', sql`p.created_at::date`),
  },
  { table: 'ledger_account', holds: 'The accounts of the ledger.' },
  {
    table: 'ledger_transaction',
    holds: 'Postings, each for a document, a receipt, a payment or an accrual.',
    day: sql`t.posted_on`,
  },
  {
    table: 'ledger_entry',
    holds: 'Their entries: debits above zero, credits below; each posting sums to nothing.',
    day: posted,
  },
  {
    table: 'ledger_period',
    holds: 'Months that were closed, and those reopened, by whom and why.',
    day: sql`t.month`,
  },
  { table: 'receipt', holds: 'Money that came from the client.', day: sql`t.received_on` },
  { table: 'payment_run', holds: 'Payment runs to suppliers.', day: sql`t.pay_on` },
  {
    table: 'payment',
    holds: 'Payments to suppliers.',
    day: dayOf('payment_run', 'payment_run_id', sql`p.pay_on`),
  },
  {
    table: 'payment_item',
    holds: 'The statements that a payment pays.',
    day: dayOf('payment', 'payment_id', sql`p.created_at::date`),
  },
  { table: 'settlement', holds: 'What settled which document.', day: sql`t.settled_on` },
  { table: 'accrual', holds: 'Accruals at the end of months.', day: sql`t.month` },
  {
    table: 'accrual_line',
    holds: 'Their lines, each with the method of the estimate.',
    day: dayOf('accrual', 'accrual_id', sql`p.month`),
  },
  { table: 'service_credit', holds: 'Service credits and what was earned back.', day: sql`t.month` },
];

const basis: RecordTable[] = [
  {
    table: 'charge',
    holds:
      'Everything that is billed: hours of a week by pay code and cost center, expenses, charges, credits.',
    day: sql`t.week_ends_on`,
  },
  {
    table: 'charge_split',
    holds: 'Cost centers that share a charge.',
    day: dayOf('charge', 'charge_id', sql`p.week_ends_on`),
  },
  {
    table: 'timesheet',
    holds: 'Weeks of time in all their versions, with who submitted and who approved.',
    day: sql`t.week_ends_on`,
  },
  { table: 'time_line', holds: 'Minutes by day, pay code and cost center.', day: sql`t.work_date` },
  {
    table: 'expense_sheet',
    holds: 'Expense sheets, with who approved them.',
    day: sql`t.created_at::date`,
  },
  { table: 'expense_line', holds: 'Their lines.', day: sql`t.spent_on` },
  { table: 'misc_charge', holds: 'Miscellaneous charges, once or recurring.' },
  {
    table: 'requisition',
    holds: 'Requisitions: who asked for whom, for how long, at which rates.',
    day: sql`t.created_at::date`,
  },
  { table: 'assignment', holds: 'Assignments: who works where, through whom, from when to when.' },
  { table: 'assignment_rate', holds: 'Their bill rates by pay code, each with the days on which it held.' },
  { table: 'assignment_split', holds: 'Cost centers that bear an assignment.' },
  { table: 'revision', holds: 'Changes of rates: who proposed, who agreed.' },
  { table: 'purchase_order', holds: 'Purchase orders, with what is consumed of them.' },
  { table: 'budget', holds: 'Budgets of cost centers by year.' },
  {
    table: 'approval',
    holds: 'What was laid before somebody to sign, and what came of it.',
    day: sql`t.requested_at::date`,
  },
  {
    table: 'approval_step',
    holds: 'Each signature: who, when, in whose place, why not.',
    day: dayOf('approval', 'approval_id', sql`p.requested_at::date`),
  },
  { table: 'scorecard', holds: 'Scorecards of months by service levels.', day: sql`t.month` },
  { table: 'scorecard_level', holds: 'What each of them found, and how.', day: ofCard },
  { table: 'scorecard_fee', holds: 'The fees at risk.', day: ofCard },
];

const isOfItsOrganizations = (clientId: string) =>
  sql`(t.id = ${clientId} or t.side = 'msp' or t.id in (select e.supplier_id from enrollment e where e.client_id = ${clientId}))`;

const masterData: RecordTable[] = [
  {
    table: 'organization',
    holds: 'The client, the program office and the suppliers as they stand on documents today.',
    ofProgram: isOfItsOrganizations,
  },
  { table: 'program', holds: 'The program.' },
  { table: 'program_terms', holds: 'Its terms, each with the day from which they hold.' },
  { table: 'enrollment', holds: 'Its suppliers.' },
  { table: 'agreement', holds: 'Agreements with suppliers.' },
  { table: 'self_billing_agreement', holds: 'Who agreed to be billed by statement.' },
  { table: 'fee_schedule', holds: 'Fees by fraction.' },
  { table: 'flat_fee', holds: 'Fees by month or by worker.' },
  { table: 'discount_schedule', holds: 'Discounts.' },
  { table: 'discount_tier', holds: 'Their tiers.' },
  {
    table: 'tax_rule',
    holds: 'Tax rules, each with its source; they are those of the whole deployment.',
    ofProgram: () => sql`true`,
  },
  { table: 'exemption_certificate', holds: 'Tax exemptions.' },
  { table: 'site', holds: 'Sites.' },
  { table: 'department', holds: 'Departments.' },
  { table: 'cost_center', holds: 'Cost centers.' },
  { table: 'job', holds: 'Jobs.' },
  { table: 'rate_card_entry', holds: 'Rate cards, each with the days on which it held.' },
  { table: 'expense_code', holds: 'Expense codes.' },
  { table: 'approval_rule', holds: 'Who signs above which amount.' },
  { table: 'approval_delegation', holds: 'Who stood in for whom.' },
  { table: 'service_terms', holds: 'Terms of service levels.' },
  { table: 'service_level', holds: 'Service levels.' },
];

const trail: RecordTable[] = [
  {
    table: 'event',
    holds: 'The audit trail: who did what and when, changes of master data with what stood there before.',
    day: sql`t.at::date`,
  },
  {
    table: 'event_seal',
    holds: 'The seal of each event of the trail, hash by hash.',
    day: dayOf('event', 'event_id', sql`p.at::date`),
    ofProgram: (clientId) => sql`t.chain = ${clientId}`,
  },
];

export const recordSections: { title: string; tables: RecordTable[] }[] = [
  { title: 'Documents and the ledger', tables: documents },
  { title: 'What they rest on', tables: basis },
  { title: 'Master data', tables: masterData },
  { title: 'The trail', tables: trail },
];
export const recordTables: RecordTable[] = recordSections.flatMap(({ tables }) => tables);
