import * as schema from '#db/schema/index.ts';
import type { Book } from './book.ts';
import { loadRows, type Tx } from './load.ts';
import type { Week } from './weeks.ts';

/** Loads what the story wrote, in the order in which tables refer to each other. */
export async function writeBook(tx: Tx, book: Book): Promise<void> {
  await loadRows(tx, schema.requisition, book.requisition);
  await loadRows(tx, schema.requisitionBudget, book.requisitionBudget);
  await loadRows(tx, schema.requisitionSplit, book.requisitionSplit);
  await loadRows(tx, schema.approval, book.approval);
  await loadRows(tx, schema.approvalStep, book.approvalStep);
  await loadRows(tx, schema.release, book.release);
  await loadRows(tx, schema.candidate, book.candidate);
  await loadRows(tx, schema.storedFile, book.storedFile);
  await loadRows(tx, schema.submittal, book.submittal);
  await loadRows(tx, schema.submittalPay, book.submittalPay);
  await loadRows(tx, schema.offer, book.offer);
  await loadRows(tx, schema.worker, book.worker);
  await loadRows(tx, schema.assignment, book.assignment);
  await loadRows(tx, schema.assignmentRate, book.assignmentRate);
  await loadRows(tx, schema.assignmentPay, book.assignmentPay);
  await loadRows(tx, schema.assignmentSplit, book.assignmentSplit);
  await tx`update program p set
    next_requisition_number = coalesce((select max(number) + 1 from requisition where client_id = p.client_id), 1001),
    next_assignment_number = coalesce((select max(number) + 1 from assignment where client_id = p.client_id), 301)`;
}

/** Weeks arrive as drafts, get their time, and then walk the legal way, all of one status together. */
export async function writeWeeks(tx: Tx, weeks: Week[]): Promise<void> {
  await loadRows(tx, schema.timesheet, weeks.map(({ row }) => row));
  await loadRows(tx, schema.timeLine, weeks.flatMap(({ lines }) => lines));
  const approved = weeks.filter(({ wanted }) => wanted === 'approved').map(({ row }) => row.id);
  const submitted = weeks.filter(({ wanted }) => wanted !== 'draft').map(({ row }) => row.id);
  await tx`update timesheet set status = 'submitted' where id = any (${submitted}::uuid[])`;
  // The same statement as an approval's, for all of them at once.
  await tx`
    insert into time_charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
                             week_ends_on, pay_code, minutes, rate_id, bill_rate, amount_minor)
    select p.client_id, p.supplier_id, p.timesheet_id, p.assignment_id, t.worker_id, t.department_id, a.job_id, p.cost_center_id,
           t.week_ends_on, p.pay_code, p.minutes, p.rate_id, p.bill_rate, p.amount_minor
    from timesheet t join assignment a on a.id = t.assignment_id join time_line_priced p on p.timesheet_id = t.id
    where t.id = any (${approved}::uuid[])
    order by t.week_ends_on, p.timesheet_id`;
  await tx`update timesheet set status = 'approved' where id = any (${approved}::uuid[])`;
}

/** The timeline, in the order of time: its ids are what it is read by. */
export async function writeEvents(tx: Tx, book: Book): Promise<void> {
  await loadRows(tx, schema.event, book.event.toSorted((a, b) => a.at.getTime() - b.at.getTime()));
}
