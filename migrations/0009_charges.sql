-- What is billed is a charge, whatever it came from: time, an expense, a miscellaneous charge, a rebate. And what was
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);
-- billed can be credited, with charges of its own that say which charge they take back.

alter table time_charge rename to charge;
alter index time_charge_unbilled rename to charge_unbilled;
-- A rebate is priced with its run and written afterwards, under the number it was priced with.
alter sequence time_charge_id_seq rename to charge_id_seq;
grant usage on sequence charge_id_seq to muster_app;
alter trigger time_charge_stays on charge rename to charge_stays;
alter trigger time_charge_is_never_emptied on charge rename to charge_is_never_emptied;

alter table charge
  alter column timesheet_id drop not null,
  alter column rate_id drop not null,
  alter column bill_rate drop not null,
  alter column minutes set default 0,
  drop constraint time_charge_minutes_check,
  drop constraint priced_from_minutes_and_rate,
  drop constraint time_charge_pay_code_check,
  drop constraint time_charge_timesheet_id_pay_code_cost_center_id_rate_id_key,
  -- The first day of service that this charge is for: fees, discounts and tax rules count by it.
  add column service_from date,
  -- Takes back all or part of another charge.
  add column credits_charge_id bigint references charge,
  -- Stands in the place of another charge that was credited.
  add column replaces_charge_id bigint references charge,
  -- Of a week that was corrected before it was billed: never billed, kept to be seen.
  add column voided_at timestamptz,
  add column expense_line_id uuid,
  add column misc_charge_id uuid,
  add column correction_id uuid,
  add column purchase_order_id uuid,
  -- Pass-through bears no fee unless it is flagged.
  add column bears_fees boolean not null default true,
  add column note text not null default '' check (length(note) <= 400);
alter table charge disable trigger what_was_priced_stays_priced;
update charge set service_from = week_ends_on - 6;
alter table charge enable trigger what_was_priced_stays_priced;
alter table charge alter column service_from set not null,
  add constraint charge_pay_code_check check (pay_code in ('ST', 'OT', 'DT', 'EXP', 'MSC', 'RBT')),
  add constraint priced_from_minutes_and_rate check (
    credits_charge_id is not null or pay_code in ('EXP', 'MSC', 'RBT')
    or (minutes <> 0 and bill_rate is not null and amount_minor = app.line_amount_minor(minutes, bill_rate))),
  add constraint credits_are_negative check (credits_charge_id is null or (amount_minor <= 0 and minutes <= 0)),
  add constraint time_has_a_week check (pay_code in ('EXP', 'MSC', 'RBT') or (timesheet_id is not null and rate_id is not null));
create unique index charge_once on charge (timesheet_id, pay_code, cost_center_id, rate_id, service_from)
  where credits_charge_id is null and correction_id is null and voided_at is null and pay_code in ('ST', 'OT', 'DT');
create index charge_timesheet on charge (timesheet_id) where timesheet_id is not null;
create unique index charge_of_expense on charge (expense_line_id) where expense_line_id is not null and credits_charge_id is null and correction_id is null;
create unique index charge_of_misc on charge (misc_charge_id, service_from) where misc_charge_id is not null and credits_charge_id is null and correction_id is null;
create index charge_credits on charge (credits_charge_id) where credits_charge_id is not null;
create index charge_correction on charge (correction_id) where correction_id is not null;
-- A discount asks what was given back before.
create index charge_rebates on charge (client_id, supplier_id, week_ends_on) where pay_code = 'RBT';
drop index charge_unbilled;
create index charge_unbilled on charge (client_id, week_ends_on) where billing_run_id is null and correction_id is null and voided_at is null;

-- What was priced stays priced; the run that billed it is marked once, and what no run has billed can be voided once.
drop trigger what_was_priced_stays_priced on charge;
create trigger what_was_priced_stays_priced before update on charge for each row
  when ((old.client_id, old.supplier_id, old.timesheet_id, old.assignment_id, old.worker_id, old.department_id, old.job_id, old.cost_center_id,
         old.week_ends_on, old.pay_code, old.minutes, old.rate_id, old.bill_rate, old.amount_minor, old.service_from, old.credits_charge_id,
         old.expense_line_id, old.misc_charge_id, old.correction_id, old.bears_fees, old.replaces_charge_id)
    is distinct from (new.client_id, new.supplier_id, new.timesheet_id, new.assignment_id, new.worker_id, new.department_id, new.job_id, new.cost_center_id,
         new.week_ends_on, new.pay_code, new.minutes, new.rate_id, new.bill_rate, new.amount_minor, new.service_from, new.credits_charge_id,
         new.expense_line_id, new.misc_charge_id, new.correction_id, new.bears_fees, new.replaces_charge_id)
    or (old.billing_run_id is not null and new.billing_run_id is distinct from old.billing_run_id)
    or (old.voided_at is not null and new.voided_at is distinct from old.voided_at)
    or (new.voided_at is not null and new.billing_run_id is not null))
  execute function app.refuse_change();

-- Credits never exceed what they credit, whoever writes them at the same moment: the credited row is locked first.
create function app.credits_stay_within() returns trigger language plpgsql as $$
declare original charge; credited bigint; minutes_back bigint;
begin
  select * into original from charge where id = new.credits_charge_id for no key update;
  if original.id is null or original.client_id <> new.client_id or original.supplier_id <> new.supplier_id or original.credits_charge_id is not null then
    raise exception 'a credit refers to a charge of the same program and supplier that is no credit itself' using errcode = 'foreign_key_violation';
  end if;
  select coalesce(sum(amount_minor), 0), coalesce(sum(minutes), 0) into credited, minutes_back from charge where credits_charge_id = original.id;
  if -credited > abs(original.amount_minor) or -minutes_back > original.minutes then
    raise exception 'credits of % would exceed the charge of %', -credited, original.amount_minor using errcode = 'check_violation', constraint = 'credits_stay_within';
  end if;
  return null;
end $$;
create trigger credits_stay_within after insert on charge for each row when (new.credits_charge_id is not null)
  execute function app.credits_stay_within();

-- A week booked by percentage: whole charges, and what each cost center bears of them.
create table charge_split (
  charge_id bigint not null references charge,
  client_id uuid not null,
  cost_center_id uuid not null,
  percent numeric(7, 4) not null check (percent > 0 and percent <= 100),
  primary key (charge_id, cost_center_id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
create function app.charge_splits_sum_to_all() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct charge_id from changed) c where (select sum(percent) from charge_split s where s.charge_id = c.charge_id) <> 100) then
    raise exception 'the cost split of a charge does not add up to 100 percent' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger charge_splits_sum_to_all after insert on charge_split referencing new table as changed
  for each statement execute function app.charge_splits_sum_to_all();
create trigger charge_split_stands before update or delete on charge_split for each row execute function app.refuse_change();

-- Rates can be agreed anew for days that have passed. What was in force stays to be seen; what counts is what was not superseded.
alter table assignment_rate
  add column superseded_at timestamptz,
  add column revision_id uuid,
  drop constraint assignment_rate_assignment_id_pay_code_effective_excl,
  drop constraint assignment_rate_bill_rate_check,
  add constraint assignment_rate_bill_rate_check check (bill_rate >= 0), -- nothing, in a non-billable start
  add constraint assignment_rates_do_not_overlap exclude using gist (assignment_id with =, pay_code with =, effective with &&) where (superseded_at is null);
create trigger assignment_rate_only_superseded before update on assignment_rate for each row
  when (to_jsonb(new) - 'superseded_at' is distinct from to_jsonb(old) - 'superseded_at' or old.superseded_at is not null)
  execute function app.refuse_change();
grant update (superseded_at) on assignment_rate to muster_app;
alter table assignment_pay
  add column superseded_at timestamptz,
  add column revision_id uuid,
  drop constraint assignment_pay_pkey,
  add column id uuid primary key default app.uuid7(),
  add constraint assignment_pay_does_not_overlap exclude using gist (assignment_id with =, pay_code with =, effective with &&) where (superseded_at is null);
create trigger assignment_pay_only_superseded before update on assignment_pay for each row
  when (to_jsonb(new) - 'superseded_at' is distinct from to_jsonb(old) - 'superseded_at' or old.superseded_at is not null)
  execute function app.refuse_change();
grant update (superseded_at) on assignment_pay to muster_app;

-- The version of the overtime rule that classified a week, kept with it.
alter table timesheet
  add column overtime_rule_version smallint not null default 1,
  -- The approved version that this one corrects.
  add column corrects_id uuid references timesheet,
  add column correction_reason text check (length(correction_reason) <= 1000);
create unique index timesheet_corrected_once on timesheet (corrects_id) where corrects_id is not null;

-- How a program books: a worker names the cost center of each hour, or the assignment's split bears all of it.
alter table program_terms
  add column cost_booking text not null default 'worker' check (cost_booking in ('worker', 'split')),
  add column tax_flow text not null default 'principal' check (tax_flow in ('principal', 'agent')),
  add column buyer_type text not null default 'business' check (buyer_type in ('business', 'hospital', 'government', 'nonprofit'));

insert into app.lifecycle_transition values
  ('timesheet', 'approved', 'correct', 'corrected'),
  ('timesheet', 'invoiced', 'correct', 'corrected'),
  ('timesheet', 'paid', 'correct', 'corrected'),
  ('timesheet', 'complete', 'correct', 'corrected'),
  ('timesheet', 'invoiced', 'pay', 'paid'),
  ('timesheet', 'paid', 'remit', 'complete');

-- A fee or a tax rule that changes within a week cuts the charge there, so that each part is dated by its own service.
create view time_line_priced_by_service with (security_invoker = true) as
select l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id,
       r.id as rate_id, r.bill_rate, min(l.work_date) as service_from, sum(l.minutes)::integer as minutes,
       app.line_amount_minor(sum(l.minutes), r.bill_rate) as amount_minor
from time_line l
join timesheet t on t.id = l.timesheet_id
join assignment_rate r on r.assignment_id = l.assignment_id and r.pay_code = l.pay_code and r.effective @> l.work_date and r.superseded_at is null
left join lateral (
  select max(b.day) as day
  from fee_schedule f cross join lateral (values (lower(f.effective)), (upper(f.effective))) b (day)
  where f.client_id = l.client_id and b.day <= l.work_date and b.day > t.week_ends_on - 6
) era on true
group by l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id, r.id, r.bill_rate, era.day;
create or replace view time_line_priced with (security_invoker = true) as
select l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id,
       r.id as rate_id, r.bill_rate, sum(l.minutes)::integer as minutes,
       app.line_amount_minor(sum(l.minutes), r.bill_rate) as amount_minor
from time_line l
join assignment_rate r on r.assignment_id = l.assignment_id and r.pay_code = l.pay_code and r.effective @> l.work_date and r.superseded_at is null
group by l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id, r.id, r.bill_rate;

select app.wall('charge_split');
create policy "The MSP sees every split" on charge_split using ((select app.side()) = 'msp');
create policy "A client sees its own splits" on charge_split
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
grant select, insert on charge_split to muster_app;
grant update (voided_at) on charge to muster_app;
grant select on time_line_priced_by_service to muster_app;

create or replace function app.lines_refer_to_what_is() returns trigger language plpgsql as $$
begin
  if exists (select from changed l
             left join invoice i on i.id = l.invoice_id and i.client_id = l.client_id
             left join charge c on c.id = l.charge_id and c.client_id = l.client_id and c.supplier_id = l.supplier_id
             where i.id is null or c.id is null) then
    raise exception 'a line refers to a document or a charge that is not there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
