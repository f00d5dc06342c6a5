import { sql, type SQL } from 'drizzle-orm';

/*
 * The books of a program as tables: what an auditor is handed to compute with (GoBD, access in the form Z3; SOX 404 asks for
 * the same under completeness and accuracy). Plain tables of the database, so that nothing stands between them and the books.
 */

/** By which a row belongs to a year: a day of its own, or that of the row which it is a part of. */
export type Belongs = { day: string } | { partOf: string; by: string; day: string };

export type BookTable = {
  /** Of the database; `t` in the conditions below. */
  table: string;
  /** In a sentence, for whoever reads the package without us. */
  holds: string;
  /** By any of these. Without them, all rows there ever were: they say themselves when they held. */
  ofYear?: Belongs[];
  /** Which rows are the program's, where they do not say so in `client_id`. */
  ofProgram?: (clientId: string) => SQL;
  /** Columns that stay behind: contents of files, and what was only kept to draw a page. */
  without?: string[];
};

const issued: Belongs[] = [{ partOf: 'invoice', by: 'invoice_id', day: 'issued_on' }];
const ofRun: Belongs = { partOf: 'billing_run', by: 'billing_run_id', day: 'ends_on' };
const ofCorrection: Belongs = { partOf: 'correction', by: 'correction_id', day: 'created_at' };
const ofWeek: Belongs[] = [{ partOf: 'timesheet', by: 'timesheet_id', day: 'week_ends_on' }];
const ofCard: Belongs[] = [{ partOf: 'scorecard', by: 'scorecard_id', day: 'month' }];

const documents: BookTable[] = [
  {
    table: 'invoice',
    holds: 'Documents as they were issued: invoices, self-billed statements, credit memos.',
    ofYear: [{ day: 'issued_on' }],
  },
  { table: 'invoice_line', holds: 'The lines of documents: a charge on each side of it.', ofYear: issued },
  {
    table: 'invoice_line_fee',
    holds: 'Fees that lines bear, each with its base and fraction.',
    ofYear: issued,
  },
  { table: 'invoice_line_tax', holds: 'Taxes on lines, each with its rule, base and rate.', ofYear: issued },
  { table: 'invoice_line_split', holds: 'Cost centers that share a line.', ofYear: issued },
  {
    table: 'invoice_item',
    holds: 'What stands on a document besides charges: flat fees, service credits.',
    ofYear: issued,
  },
  { table: 'invoice_tax', holds: 'The taxes of a document by jurisdiction.', ofYear: issued },
  {
    table: 'invoice_document',
    holds: 'Which documents were printed, with the SHA-256 of the file.',
    ofYear: issued,
    without: ['content'],
  },
  { table: 'invoice_balance', holds: 'What is open of each document now.', ofYear: issued },
  {
    table: 'billing_run',
    holds: 'Billing runs, each with its period.',
    ofYear: [{ day: 'ends_on' }],
    without: ['preview'],
  },
  { table: 'parked_charge', holds: 'What runs set aside, why, and who decided what.', ofYear: [ofRun] },
  {
    table: 'posted_discount',
    holds: 'Volume discounts as runs and corrections posted them.',
    ofYear: [ofRun, ofCorrection],
  },
  {
    table: 'correction',
    holds: 'Corrections of what was billed, with reason and who agreed.',
    ofYear: [{ day: 'created_at' }],
    without: ['preview'],
  },
  {
    table: 'correction_line',
    holds: 'The lines of corrections: what was credited, and what was billed anew.',
    ofYear: [ofCorrection],
  },
  { table: 'ledger_account', holds: 'The accounts of the ledger.' },
  {
    table: 'ledger_transaction',
    holds: 'Postings, each for a document, a receipt, a payment or an accrual.',
    ofYear: [{ day: 'posted_on' }],
  },
  {
    table: 'ledger_entry',
    holds: 'Their entries: debits above zero, credits below; each posting sums to nothing.',
    ofYear: [{ partOf: 'ledger_transaction', by: 'transaction_id', day: 'posted_on' }],
  },
  {
    table: 'ledger_period',
    holds: 'Months that were closed, and those reopened, by whom and why.',
    ofYear: [{ day: 'month' }],
  },
  { table: 'receipt', holds: 'Money that came from the client.', ofYear: [{ day: 'received_on' }] },
  { table: 'payment_run', holds: 'Payment runs to suppliers.', ofYear: [{ day: 'pay_on' }] },
  {
    table: 'payment',
    holds: 'Payments to suppliers.',
    ofYear: [{ day: 'value_on' }],
  },
  {
    table: 'payment_item',
    holds: 'The statements that a payment pays.',
    ofYear: [{ partOf: 'payment', by: 'payment_id', day: 'value_on' }],
  },
  { table: 'settlement', holds: 'What settled which document.', ofYear: [{ day: 'settled_on' }] },
  { table: 'accrual', holds: 'Accruals at the end of months.', ofYear: [{ day: 'month' }] },
  {
    table: 'accrual_line',
    holds: 'Their lines, each with the method of the estimate.',
    ofYear: [{ partOf: 'accrual', by: 'accrual_id', day: 'month' }],
  },
  { table: 'service_credit', holds: 'Service credits and what was earned back.', ofYear: [{ day: 'month' }] },
];

const basis: BookTable[] = [
  {
    table: 'charge',
    holds:
      'Everything that is billed: hours of a week by pay code and cost center, expenses, charges, credits.',
    ofYear: [{ day: 'week_ends_on' }],
  },
  {
    table: 'charge_split',
    holds: 'Cost centers that share a charge.',
    ofYear: [{ partOf: 'charge', by: 'charge_id', day: 'week_ends_on' }],
  },
  {
    table: 'timesheet',
    holds: 'Weeks of time in all their versions, with who submitted and who approved.',
    ofYear: [{ day: 'week_ends_on' }],
  },
  { table: 'time_line', holds: 'Minutes by day, pay code and cost center.', ofYear: ofWeek },
  {
    table: 'expense_sheet',
    holds: 'Expense sheets, with who approved them.',
    ofYear: [{ day: 'created_at' }],
  },
  {
    table: 'expense_line',
    holds: 'Their lines.',
    ofYear: [{ partOf: 'expense_sheet', by: 'sheet_id', day: 'created_at' }],
  },
  { table: 'misc_charge', holds: 'Miscellaneous charges, once or recurring.' },
  {
    table: 'requisition',
    holds: 'Requisitions: who asked for whom, for how long, at which rates.',
    ofYear: [{ day: 'created_at' }],
  },
  { table: 'requisition_split', holds: 'Cost centers that a requisition names.' },
  { table: 'offer', holds: 'Offers, and how they were answered.', ofYear: [{ day: 'extended_at' }] },
  { table: 'assignment', holds: 'Assignments: who works where, through whom, from when to when.' },
  { table: 'assignment_rate', holds: 'Their bill rates by pay code, each with the days on which it held.' },
  { table: 'assignment_split', holds: 'Cost centers that bear an assignment.' },
  { table: 'revision', holds: 'Changes of rates: who proposed, who agreed.' },
  { table: 'purchase_order', holds: 'Purchase orders, with what is consumed of them.' },
  { table: 'budget', holds: 'Budgets of cost centers by year.' },
  {
    table: 'funded_charge',
    holds: 'Charges that the client’s money has reached.',
    ofYear: [{ day: 'funded_on' }],
  },
  {
    table: 'approval',
    holds: 'What was laid before somebody to sign, and what came of it.',
    ofYear: [{ day: 'requested_at' }],
  },
  {
    table: 'approval_step',
    holds: 'Each signature: who, when, in whose place, why not.',
    ofYear: [{ partOf: 'approval', by: 'approval_id', day: 'requested_at' }],
  },
  { table: 'scorecard', holds: 'Scorecards of months by service levels.', ofYear: [{ day: 'month' }] },
  { table: 'scorecard_level', holds: 'What each of them found, and how.', ofYear: ofCard },
  { table: 'scorecard_fee', holds: 'The fees at risk.', ofYear: ofCard },
  { table: 'scorecard_relief', holds: 'What was claimed as not the supplier’s doing.', ofYear: ofCard },
];

const isOfItsOrganizations = (clientId: string) =>
  sql`(t.id = ${clientId} or t.side = 'msp' or t.id in (select e.supplier_id from enrollment e where e.client_id = ${clientId}))`;

const masterData: BookTable[] = [
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
  { table: 'publication', holds: 'What the program showed its suppliers of rates and fees, and since when.' },
  { table: 'site_group', holds: 'Groups of sites that share rate cards.' },
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

const trail: BookTable[] = [
  {
    table: 'event',
    holds: 'The audit trail: who did what and when, changes of master data with what stood there before.',
    ofYear: [{ day: 'at' }],
  },
  {
    table: 'event_seal',
    holds: 'The seal of each event of the trail, hash by hash.',
    ofYear: [{ partOf: 'event', by: 'event_id', day: 'at' }],
    ofProgram: (clientId) => sql`t.chain = ${clientId}`,
  },
];

export const bookSections: { title: string; tables: BookTable[] }[] = [
  { title: 'Documents and the ledger', tables: documents },
  { title: 'What they rest on', tables: basis },
  { title: 'Master data', tables: masterData },
  { title: 'The trail', tables: trail },
];
export const bookTables: BookTable[] = bookSections.flatMap(({ tables }) => tables);
