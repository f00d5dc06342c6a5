-- What the money issue left thin: returned payments take their weeks back, enrollments keep who made them, and accruals
-- know of discounts and expected credits.
select set_config('app.side', 'msp', true);

-- A payment that a bank sends back takes its weeks and expense sheets back with it: the client has paid, the supplier is not.
insert into app.lifecycle_transition values
  ('timesheet', 'complete', 'return', 'paid'),
  ('expense_sheet', 'complete', 'return', 'paid');

-- What was approved before its assignment was put on an order is taken onto it while it is unbilled.
grant update (purchase_order_id) on charge to muster_app;

-- Whoever lets a supplier in does not release its money (G6). Old rows learn it from the trail.
alter table enrollment
  add column enrolled_by uuid references account,
  add column enrolled_by_name text;
update enrollment n set enrolled_by = e.actor_account_id, enrolled_by_name = e.actor_name
from (select distinct on (client_id, facts ->> 'supplierId') client_id, facts ->> 'supplierId' as supplier_id, actor_account_id, actor_name
      from event where kind = 'program.supplierEnrolled' order by client_id, facts ->> 'supplierId', id) e
where e.client_id = n.client_id and e.supplier_id = n.supplier_id::text and e.actor_account_id is not null;
create function app.nobody_pays_whom_they_let_in() returns trigger language plpgsql as $$
declare named text;
begin
  select o.name into named
  from payment p join organization o on o.id = p.supplier_id
  where p.payment_run_id = new.id and p.client_id = new.client_id
    and (exists (select from enrollment n where n.client_id = p.client_id and n.supplier_id = p.supplier_id and n.enrolled_by = new.approved_by)
      or exists (select from event e where e.subject_id = p.supplier_id and e.kind = 'supplier.created' and e.actor_account_id = new.approved_by))
  limit 1;
  if found then
    raise exception 'whoever let % in does not release its payments', named using errcode = 'check_violation', constraint = 'nobody_pays_whom_they_let_in';
  end if;
  return null;
end $$;
create trigger nobody_pays_whom_they_let_in after update on payment_run for each row
  when (new.approved_by is not null and old.approved_by is distinct from new.approved_by)
  execute function app.nobody_pays_whom_they_let_in();

alter table accrual_line drop constraint accrual_line_class_check;
alter table accrual_line add constraint accrual_line_class_check
  check (class in ('approved', 'submitted', 'estimated', 'expenses', 'flat_fee', 'discount', 'credit'));
