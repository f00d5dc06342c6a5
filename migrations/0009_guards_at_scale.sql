-- The guards of 0001, 0007 and 0008, so that they cost the same per row however many rows a statement moves.

-- Transition tables have no statistics, and the planner takes them for small: without this it joins them row by row.
alter function app.guard_lifecycle() set enable_nestloop = off;

-- A condition on the trigger itself is checked without calling anything.
drop trigger guard_time_charges on time_charge;
drop function app.guard_time_charges();
create trigger what_was_priced_stays_priced before update on time_charge for each row
  when ((old.client_id, old.supplier_id, old.timesheet_id, old.assignment_id, old.worker_id, old.department_id, old.job_id, old.cost_center_id,
         old.week_ends_on, old.pay_code, old.minutes, old.rate_id, old.bill_rate, old.amount_minor)
    is distinct from (new.client_id, new.supplier_id, new.timesheet_id, new.assignment_id, new.worker_id, new.department_id, new.job_id, new.cost_center_id,
         new.week_ends_on, new.pay_code, new.minutes, new.rate_id, new.bill_rate, new.amount_minor)
    or (old.billing_run_id is not null and new.billing_run_id is distinct from old.billing_run_id))
  execute function app.refuse_change();

drop trigger issued_invoices_stand on invoice;
drop function app.issued_invoices_stand();
create trigger issued_invoices_stand before update on invoice for each row
  when (to_jsonb(new) - 'status' is distinct from to_jsonb(old) - 'status')
  execute function app.refuse_change();
