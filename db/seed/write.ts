import { sql } from 'drizzle-orm';
import type { Db } from '#db/connection.ts';
import * as schema from '#db/schema/index.ts';
import { loadRows } from './load.ts';
import type { Walks } from './weeks.ts';
import type { World } from './world.ts';

/** Loads the needs and what came of them, in the order in which tables refer to each other. */
export async function writeHiring(tx: Db, { book }: World): Promise<void> {
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
  await tx.execute(sql`update program p set
    next_requisition_number = coalesce((select max(number) + 1 from requisition where client_id = p.client_id), 1001),
    next_assignment_number = coalesce((select max(number) + 1 from assignment where client_id = p.client_id), 301)`);
}

/** Weeks arrive as drafts, get their time, and then walk the legal way, all of one status together. */
export async function writeTime(tx: Db, { book }: World, { submitted, approved }: Walks): Promise<void> {
  await loadRows(tx, schema.timesheet, book.timesheet);
  await loadRows(tx, schema.timeLine, book.timeLine);
  // The planner has never seen these tables full.
  await tx.execute(sql`analyze timesheet, time_line, assignment, assignment_rate`);
  await tx.execute(sql`update timesheet set status = 'submitted' where id in ${idsIn(submitted)}`);
  // The same statement as an approval's, for all of them at once.
  await tx.execute(sql`
    insert into charge (client_id, supplier_id, timesheet_id, assignment_id, worker_id, department_id, job_id, cost_center_id,
                             week_ends_on, service_from, pay_code, minutes, rate_id, bill_rate, amount_minor)
    select p.client_id, p.supplier_id, p.timesheet_id, p.assignment_id, t.worker_id, t.department_id, a.job_id, p.cost_center_id,
           t.week_ends_on, p.service_from, p.pay_code, p.minutes, p.rate_id, p.bill_rate, p.amount_minor
    from timesheet t join assignment a on a.id = t.assignment_id join time_line_priced_by_service p on p.timesheet_id = t.id
    where t.id in ${idsIn(approved)}
    order by t.week_ends_on, p.timesheet_id`);
  await tx.execute(sql`update timesheet set status = 'approved' where id in ${idsIn(approved)}`);
  await tx.execute(sql`analyze timesheet, charge`);
}

const idsIn = (ids: string[]) =>
  sql`(select jsonb_array_elements_text(${JSON.stringify(ids)}::text::jsonb)::uuid)`;
