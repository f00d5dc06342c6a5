-- One worker, one assignment, one week.

create table timesheet (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  assignment_id uuid not null,
  worker_id uuid not null,
  week_ends_on date not null,
  version smallint not null default 1,
  status text not null default 'draft' check (status in ('draft', 'submitted', 'approved', 'invoiced', 'paid', 'complete', 'corrected')),
  worked_minutes integer not null default 0 check (worked_minutes between 0 and 10140), -- a week of 169 h when the clock goes back
  overtime_minutes integer not null default 0 check (overtime_minutes >= 0),
  note text not null default '' check (length(note) <= 1000),
  department_id uuid not null,
  hiring_manager_id uuid not null references account,
  overtime_rule text not null,
  submitted_by uuid references account,
  submitted_by_name text,
  submitted_at timestamptz,
  attested boolean not null default false,
  approved_by uuid references account,
  approved_by_name text,
  approved_at timestamptz,
  rejected_reason text check (length(rejected_reason) <= 1000),
  created_at timestamptz not null default now(),
  unique (assignment_id, week_ends_on, version),
  unique (client_id, supplier_id, assignment_id, id),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  foreign key (supplier_id, worker_id) references worker (supplier_id, id),
  constraint nobody_approves_their_own_week check (approved_by <> submitted_by),
  constraint submitted_weeks_are_attested check (status = 'draft' or (attested and submitted_by is not null)),
  constraint approved_weeks_have_an_approver check (status in ('draft', 'submitted') or approved_by is not null)
);
create index timesheet_newest on timesheet (week_ends_on desc, id desc);
create index timesheet_client on timesheet (client_id, week_ends_on desc, id desc);
create index timesheet_supplier on timesheet (supplier_id, week_ends_on desc, id desc);
create index timesheet_worker on timesheet (worker_id, week_ends_on desc);
create index timesheet_to_approve on timesheet (client_id, hiring_manager_id, submitted_at) where status = 'submitted';
create index timesheet_to_bill on timesheet (client_id, week_ends_on) where status = 'approved';
-- Weeks that still wait for somebody are few among many, whatever the history.
create index timesheet_waiting on timesheet (status, week_ends_on desc, id desc) where status in ('draft', 'submitted', 'approved');
select app.guard_by_lifecycle('timesheet', 'timesheet');

-- A day's minutes on one cost center, classified by the overtime rule.
create table time_line (
  id bigint generated always as identity primary key,
  client_id uuid not null,
  supplier_id uuid not null,
  timesheet_id uuid not null,
  assignment_id uuid not null,
  work_date date not null,
  pay_code text not null check (pay_code in ('ST', 'OT', 'DT')),
  cost_center_id uuid not null,
  minutes smallint not null check (minutes between 1 and 1500),
  unique (timesheet_id, work_date, cost_center_id, pay_code),
  foreign key (client_id, supplier_id, assignment_id, timesheet_id) references timesheet (client_id, supplier_id, assignment_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
-- Lines change only while their week is a draft.
create function app.guard_time_lines() returns trigger language plpgsql as $$
begin
  if exists (select from changed c join timesheet t on t.id = c.timesheet_id where t.status <> 'draft') then
    raise exception 'the time of a submitted week is not changed' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger time_line_inserts after insert on time_line referencing new table as changed
  for each statement execute function app.guard_time_lines();
create trigger time_line_updates after update on time_line referencing new table as changed
  for each statement execute function app.guard_time_lines();
create trigger time_line_deletes after delete on time_line referencing old table as changed
  for each statement execute function app.guard_time_lines();

-- What a week costs: one row per pay code, cost center and rate. Frozen at approval; one of these becomes one invoice line.
create table time_charge (
  id bigint generated always as identity primary key,
  client_id uuid not null,
  supplier_id uuid not null,
  timesheet_id uuid not null,
  assignment_id uuid not null,
  worker_id uuid not null,
  department_id uuid not null,
  job_id uuid not null,
  cost_center_id uuid not null,
  week_ends_on date not null,
  pay_code text not null check (pay_code in ('ST', 'OT', 'DT')),
  minutes integer not null check (minutes <> 0),
  rate_id uuid not null references assignment_rate,
  bill_rate numeric(10, 4) not null,
  amount_minor bigint not null,
  billing_run_id uuid,
  unique (timesheet_id, pay_code, cost_center_id, rate_id),
  foreign key (client_id, supplier_id, assignment_id, timesheet_id) references timesheet (client_id, supplier_id, assignment_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id),
  foreign key (client_id, department_id) references department (client_id, id),
  foreign key (client_id, job_id) references job (client_id, id),
  foreign key (supplier_id, worker_id) references worker (supplier_id, id),
  constraint priced_from_minutes_and_rate check (amount_minor = app.line_amount_minor(minutes, bill_rate))
);
create index time_charge_unbilled on time_charge (client_id, week_ends_on) where billing_run_id is null;

-- What was priced stays priced; only the mark of the run that billed it is set, once. A condition on the trigger itself
-- is checked without calling anything, which counts when a run marks 100,000 of these.
create trigger what_was_priced_stays_priced before update on time_charge for each row
  when ((old.client_id, old.supplier_id, old.timesheet_id, old.assignment_id, old.worker_id, old.department_id, old.job_id, old.cost_center_id,
         old.week_ends_on, old.pay_code, old.minutes, old.rate_id, old.bill_rate, old.amount_minor)
    is distinct from (new.client_id, new.supplier_id, new.timesheet_id, new.assignment_id, new.worker_id, new.department_id, new.job_id, new.cost_center_id,
         new.week_ends_on, new.pay_code, new.minutes, new.rate_id, new.bill_rate, new.amount_minor)
    or (old.billing_run_id is not null and new.billing_run_id is distinct from old.billing_run_id))
  execute function app.refuse_change();
create trigger time_charge_stays before delete on time_charge for each row execute function app.refuse_change();

-- The one place where a week is priced: estimates read it, approval freezes it. The rate effective on the work date counts.
create view time_line_priced with (security_invoker = true) as
select l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id,
       r.id as rate_id, r.bill_rate, sum(l.minutes)::integer as minutes,
       app.line_amount_minor(sum(l.minutes), r.bill_rate) as amount_minor
from time_line l
join assignment_rate r on r.assignment_id = l.assignment_id and r.pay_code = l.pay_code and r.effective @> l.work_date
group by l.timesheet_id, l.client_id, l.supplier_id, l.assignment_id, l.pay_code, l.cost_center_id, r.id, r.bill_rate;

insert into app.lifecycle_transition values
  ('timesheet', 'draft', 'submit', 'submitted'),
  ('timesheet', 'submitted', 'approve', 'approved'),
  ('timesheet', 'submitted', 'reject', 'draft'),
  ('timesheet', 'submitted', 'recall', 'draft'),
  ('timesheet', 'approved', 'invoice', 'invoiced');

select app.wall('timesheet'), app.wall('time_line'), app.wall('time_charge');
do $$ declare t text; begin
  foreach t in array array['timesheet', 'time_line', 'time_charge'] loop
    execute format('create policy "The MSP sees every week" on %I using ((select app.side()) = ''msp'')', t);
    execute format('create policy "A client sees its own program''s weeks" on %I using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
end $$;
create policy "A supplier sees its own workers' weeks, a worker their own" on timesheet
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and worker_id = coalesce((select app.worker_id()), worker_id));
create policy "A supplier sees its own workers' time, a worker their own" on time_line
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id())
         and ((select app.worker_id()) is null or assignment_id in (select id from assignment)));
create policy "A worker reads what happened to their own weeks" on event for select
  using ((select app.worker_id()) is not null and subject_kind = 'timesheet' and 'supplier' = any (audience) and subject_id in (select id from timesheet));
create policy "A supplier sees its own charges, a worker none" on time_charge for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);

grant select, insert, update on timesheet to muster_app;
grant select, insert, delete on time_line to muster_app;
grant select, insert on time_charge to muster_app;
grant update (billing_run_id) on time_charge to muster_app;
grant select on time_line_priced to muster_app;
