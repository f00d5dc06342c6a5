-- What work costs beside time: expenses with their receipts, and charges that hang on no hour.
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);

create table expense_code (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  code text not null check (length(code) between 1 and 20),
  name text not null check (length(name) between 1 and 120),
  -- A receipt is needed above this; null: never.
  receipt_above_minor bigint check (receipt_above_minor >= 0),
  -- The most that one line may claim; null: no limit.
  limit_minor bigint check (limit_minor > 0),
  bears_fees boolean not null default false,
  closed_on date,
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id)
);

create table expense_sheet (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  assignment_id uuid not null,
  worker_id uuid not null,
  number integer not null,
  status text not null default 'draft' check (status in ('draft', 'submitted', 'approved', 'invoiced', 'paid', 'complete')),
  title text not null check (length(title) between 1 and 120),
  total_minor bigint not null default 0,
  line_count smallint not null default 0,
  hiring_manager_id uuid not null references account,
  submitted_by uuid references account,
  submitted_by_name text,
  submitted_at timestamptz,
  approved_by uuid references account,
  approved_by_name text,
  approved_at timestamptz,
  rejected_reason text check (length(rejected_reason) <= 1000),
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  unique (assignment_id, number), unique (client_id, supplier_id, id),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  foreign key (supplier_id, worker_id) references worker (supplier_id, id),
  constraint nobody_approves_their_own_expenses check (approved_by <> submitted_by)
);
create index expense_sheet_client on expense_sheet (client_id, created_at desc, id desc);
create index expense_sheet_supplier on expense_sheet (supplier_id, created_at desc, id desc);
create index expense_sheet_newest on expense_sheet (created_at desc, id desc);
create index expense_sheet_worker on expense_sheet (worker_id, created_at desc);
create index expense_sheet_waiting on expense_sheet (client_id, hiring_manager_id, submitted_at) where status = 'submitted';
select app.guard_by_lifecycle('expense_sheet', 'expense_sheet');

create table expense_line (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  sheet_id uuid not null,
  place smallint not null,
  spent_on date not null,
  expense_code_id uuid not null,
  cost_center_id uuid not null,
  amount_minor bigint not null check (amount_minor > 0),
  note text not null default '' check (length(note) <= 300),
  receipt_file_id uuid references stored_file,
  unique (client_id, id),
  foreign key (client_id, supplier_id, sheet_id) references expense_sheet (client_id, supplier_id, id),
  foreign key (client_id, expense_code_id) references expense_code (client_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
create index expense_line_sheet on expense_line (sheet_id, place);
create function app.guard_expense_lines() returns trigger language plpgsql as $$
begin
  if exists (select from changed c join expense_sheet s on s.id = c.sheet_id where s.status <> 'draft') then
    raise exception 'the lines of a submitted expense sheet are not changed' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger expense_line_inserts after insert on expense_line referencing new table as changed
  for each statement execute function app.guard_expense_lines();
create trigger expense_line_updates after update on expense_line referencing new table as changed
  for each statement execute function app.guard_expense_lines();
create trigger expense_line_deletes after delete on expense_line referencing old table as changed
  for each statement execute function app.guard_expense_lines();

-- A charge tied to no hour: a background check, a conversion fee, a weekly equipment rent.
create table misc_charge (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  assignment_id uuid not null,
  label text not null check (length(label) between 1 and 120),
  amount_minor bigint not null check (amount_minor > 0),
  cost_center_id uuid not null,
  bears_fees boolean not null default false,
  cadence text not null check (cadence in ('once', 'weekly', 'monthly')),
  starts_on date not null,
  ends_on date,
  status text not null default 'submitted' check (status in ('submitted', 'approved', 'ended', 'rejected', 'cancelled')),
  reason text not null default '' check (length(reason) <= 1000),
  requested_by uuid not null references account,
  requested_by_name text not null,
  created_at timestamptz not null default now(),
  approved_by uuid references account,
  approved_by_name text,
  approved_at timestamptz,
  ended_reason text check (length(ended_reason) <= 1000),
  unique (client_id, id),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id),
  constraint nobody_approves_their_own_charge check (approved_by <> requested_by),
  check ((cadence = 'once') = (ends_on is null)),
  check (ends_on >= starts_on)
);
create index misc_charge_client on misc_charge (client_id, created_at desc, id desc);
create index misc_charge_supplier on misc_charge (supplier_id, created_at desc, id desc);
create index misc_charge_newest on misc_charge (created_at desc, id desc);
create index misc_charge_recurring on misc_charge (client_id) where status = 'approved' and cadence <> 'once';
select app.guard_by_lifecycle('misc_charge', 'misc_charge');

alter table charge
  add foreign key (client_id, expense_line_id) references expense_line (client_id, id),
  add foreign key (client_id, misc_charge_id) references misc_charge (client_id, id);

insert into app.lifecycle_transition values
  ('expense_sheet', 'draft', 'submit', 'submitted'),
  ('expense_sheet', 'submitted', 'approve', 'approved'),
  ('expense_sheet', 'submitted', 'reject', 'draft'),
  ('expense_sheet', 'submitted', 'recall', 'draft'),
  ('expense_sheet', 'approved', 'invoice', 'invoiced'),
  ('expense_sheet', 'invoiced', 'pay', 'paid'),
  ('expense_sheet', 'paid', 'remit', 'complete'),
  ('misc_charge', 'submitted', 'approve', 'approved'),
  ('misc_charge', 'submitted', 'reject', 'rejected'),
  ('misc_charge', 'submitted', 'cancel', 'cancelled'),
  ('misc_charge', 'approved', 'end', 'ended');

select app.wall('expense_code'), app.wall('expense_sheet'), app.wall('expense_line'), app.wall('misc_charge');
do $$ declare t text; begin
  foreach t in array array['expense_code', 'expense_sheet', 'expense_line', 'misc_charge'] loop
    execute format('create policy "The MSP sees every expense" on %I using ((select app.side()) = ''msp'')', t);
    execute format('create policy "A client sees what is spent in its program" on %I using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
end $$;
create policy "A supplier sees the codes of its programs" on expense_code for select
  using ((select app.side()) = 'supplier' and client_id in (select client_id from enrollment));
create policy "A supplier keeps its own workers' expenses, a worker their own" on expense_sheet
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and worker_id = coalesce((select app.worker_id()), worker_id));
create policy "A supplier keeps its own workers' expense lines" on expense_line
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id())
         and ((select app.worker_id()) is null or sheet_id in (select id from expense_sheet)));
create policy "A supplier sees its own charges" on misc_charge
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client reads the receipts of its expenses" on stored_file for select
  using ((select app.side()) = 'client' and id in (select receipt_file_id from expense_line));
create policy "A worker keeps their own receipts" on stored_file
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is not null
         and created_by = (select app.account_id()));
create policy "A worker reads the receipts of their own expenses, whoever added them" on stored_file for select
  using ((select app.side()) = 'supplier' and (select app.worker_id()) is not null and id in (select receipt_file_id from expense_line));
create policy "A worker reads what happened to their own expenses" on event for select
  using ((select app.worker_id()) is not null and subject_kind = 'expenseSheet' and 'supplier' = any (audience) and subject_id in (select id from expense_sheet));

grant select, insert, update on expense_code, expense_sheet, misc_charge to muster_app;
grant select, insert, update, delete on expense_line to muster_app;
