-- People put forward for a need, and the contract one of them then works under.

create table candidate (
  id uuid primary key default app.uuid7(),
  supplier_id uuid not null references organization,
  name text not null check (length(name) between 1 and 120),
  email text not null check (length(email) between 3 and 254),
  phone text check (length(phone) <= 40),
  summary text not null default '' check (length(summary) <= 2000),
  -- The same for the same human whoever presents them; says nothing by itself (SHA-256 of the normalized e-mail).
  person_key text not null,
  created_at timestamptz not null default now(),
  unique (supplier_id, id), unique (supplier_id, person_key)
);

create table submittal (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  requisition_id uuid not null,
  candidate_id uuid not null,
  status text not null default 'submitted' check (status in (
    'draft', 'submitted', 'presented', 'shortlisted', 'offered', 'selected', 'placed', 'rejected', 'not_selected', 'withdrawn')),
  bill_rate numeric(10, 4) not null check (bill_rate > 0),
  available_from date not null,
  note text not null default '' check (length(note) <= 2000),
  resume_file_id uuid references stored_file,
  -- The supplier attests that the candidate agreed to be represented by it for this need.
  represented_since timestamptz,
  represented_by uuid references account,
  submitted_by uuid references account,
  submitted_at timestamptz,
  presented_at timestamptz,
  ended_reason text check (length(ended_reason) <= 1000),
  ended_by_side text check (ended_by_side in ('msp', 'client', 'supplier')),
  created_at timestamptz not null default now(),
  unique (client_id, id), unique (supplier_id, id),
  foreign key (client_id, requisition_id) references requisition (client_id, id),
  foreign key (requisition_id, supplier_id) references release (requisition_id, supplier_id),
  foreign key (supplier_id, candidate_id) references candidate (supplier_id, id),
  check (status = 'draft' or represented_since is not null)
);
create unique index submittal_one_live on submittal (requisition_id, candidate_id)
  where status not in ('rejected', 'not_selected', 'withdrawn');
create index submittal_requisition on submittal (requisition_id, id desc);
create index submittal_supplier on submittal (supplier_id, id desc);
create index submittal_client on submittal (client_id, id desc);
create index submittal_candidate on submittal (candidate_id);
create index submittal_resume on submittal (resume_file_id);
select app.guard_by_lifecycle('submittal', 'submittal');

-- What the worker would be paid is the supplier's business.
create table submittal_pay (
  submittal_id uuid primary key,
  supplier_id uuid not null,
  pay_rate numeric(10, 4) not null check (pay_rate > 0),
  foreign key (supplier_id, submittal_id) references submittal (supplier_id, id)
);

create table offer (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  requisition_id uuid not null,
  submittal_id uuid not null,
  status text not null default 'extended' check (status in ('extended', 'accepted', 'declined', 'rescinded', 'expired')),
  bill_rate numeric(10, 4) not null check (bill_rate > 0),
  starts_on date not null,
  ends_on date not null,
  message text not null default '' check (length(message) <= 2000),
  extended_by uuid not null references account,
  extended_at timestamptz not null,
  expires_on date not null,
  answered_by uuid references account,
  answered_at timestamptz,
  reason text check (length(reason) <= 1000),
  unique (client_id, id),
  check (ends_on >= starts_on),
  foreign key (client_id, requisition_id) references requisition (client_id, id),
  foreign key (client_id, submittal_id) references submittal (client_id, id),
  foreign key (supplier_id, submittal_id) references submittal (supplier_id, id)
);
create unique index offer_one_live on offer (submittal_id) where status in ('extended', 'accepted');
create index offer_requisition on offer (requisition_id);
create index offer_supplier_waiting on offer (supplier_id, extended_at) where status = 'extended';
select app.guard_by_lifecycle('offer', 'offer');

insert into app.lifecycle_transition values
  ('submittal', 'draft', 'submit', 'submitted'),
  ('submittal', 'draft', 'withdraw', 'withdrawn'),
  ('submittal', 'submitted', 'present', 'presented'),
  ('submittal', 'submitted', 'reject', 'rejected'),
  ('submittal', 'submitted', 'withdraw', 'withdrawn'),
  ('submittal', 'submitted', 'pass_over', 'not_selected'),
  ('submittal', 'presented', 'shortlist', 'shortlisted'),
  ('submittal', 'presented', 'offer', 'offered'),
  ('submittal', 'presented', 'reject', 'rejected'),
  ('submittal', 'presented', 'withdraw', 'withdrawn'),
  ('submittal', 'presented', 'pass_over', 'not_selected'),
  ('submittal', 'shortlisted', 'offer', 'offered'),
  ('submittal', 'shortlisted', 'reject', 'rejected'),
  ('submittal', 'shortlisted', 'withdraw', 'withdrawn'),
  ('submittal', 'shortlisted', 'pass_over', 'not_selected'),
  ('submittal', 'offered', 'accept', 'selected'),
  ('submittal', 'offered', 'return', 'presented'),
  ('submittal', 'offered', 'withdraw', 'withdrawn'),
  ('submittal', 'offered', 'pass_over', 'not_selected'),
  ('submittal', 'selected', 'place', 'placed'),
  ('submittal', 'selected', 'withdraw', 'withdrawn'),
  ('offer', 'extended', 'accept', 'accepted'),
  ('offer', 'extended', 'decline', 'declined'),
  ('offer', 'extended', 'rescind', 'rescinded'),
  ('offer', 'extended', 'expire', 'expired');

create table worker (
  id uuid primary key default app.uuid7(),
  supplier_id uuid not null references organization,
  candidate_id uuid not null unique,
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  unique (supplier_id, id),
  foreign key (supplier_id, candidate_id) references candidate (supplier_id, id)
);
alter table membership add foreign key (organization_id, worker_id) references worker (supplier_id, id);
alter table invitation add foreign key (organization_id, worker_id) references worker (supplier_id, id);

create table assignment (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  supplier_id uuid not null,
  number integer not null,
  status text not null default 'ready' check (status in ('ready', 'active', 'on_hold', 'ended', 'closed', 'cancelled', 'no_show')),
  requisition_id uuid not null,
  submittal_id uuid not null unique,
  offer_id uuid not null unique,
  worker_id uuid not null,
  worker_name text not null,
  job_id uuid not null,
  job_title text not null,
  site_id uuid not null,
  department_id uuid not null,
  hiring_manager_id uuid not null references account,
  hiring_manager_name text not null,
  starts_on date not null,
  ends_on date not null,
  week_minutes integer not null check (week_minutes between 60 and 10080),
  overtime_rule text not null check (overtime_rule in ('none', 'us-flsa', 'us-ca')),
  -- The supplier's own number for this worker's job, printed on every line so that its books can be matched.
  supplier_reference text check (length(supplier_reference) <= 60),
  ended_reason text check (length(ended_reason) <= 1000),
  created_at timestamptz not null default now(),
  unique (client_id, number), unique (client_id, id), unique (supplier_id, id),
  check (ends_on >= starts_on),
  foreign key (client_id, requisition_id) references requisition (client_id, id),
  foreign key (client_id, submittal_id) references submittal (client_id, id),
  foreign key (client_id, offer_id) references offer (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  foreign key (supplier_id, worker_id) references worker (supplier_id, id),
  foreign key (client_id, job_id) references job (client_id, id),
  foreign key (client_id, site_id) references site (client_id, id),
  foreign key (client_id, department_id) references department (client_id, id)
);
create index assignment_client on assignment (client_id, id desc);
create index assignment_supplier on assignment (supplier_id, id desc);
create index assignment_worker on assignment (worker_id);
create index assignment_requisition on assignment (requisition_id);
create index assignment_status on assignment (status, ends_on);
select app.guard_by_lifecycle('assignment', 'assignment');

-- The rates that were agreed, per pay code, frozen when the offer was accepted. Two never overlap, none is edited.
create table assignment_rate (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  assignment_id uuid not null,
  pay_code text not null check (pay_code in ('ST', 'OT', 'DT')),
  bill_rate numeric(10, 4) not null check (bill_rate > 0),
  -- What the card allowed when this was frozen, and which version of it said so.
  card_max_bill_rate numeric(10, 4),
  rate_card_entry_id uuid references rate_card_entry,
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  exclude using gist (assignment_id with =, pay_code with =, effective with &&)
);
create trigger assignment_rate_is_frozen before delete on assignment_rate for each row execute function app.refuse_change();
create table assignment_pay (
  assignment_id uuid not null,
  supplier_id uuid not null,
  pay_code text not null check (pay_code in ('ST', 'OT', 'DT')),
  pay_rate numeric(10, 4) not null check (pay_rate > 0),
  effective daterange not null,
  primary key (assignment_id, pay_code, effective),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id)
);
create table assignment_split (
  assignment_id uuid not null,
  client_id uuid not null,
  supplier_id uuid not null,
  cost_center_id uuid not null,
  percent numeric(7, 4) not null check (percent > 0 and percent <= 100),
  primary key (assignment_id, cost_center_id),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
create constraint trigger assignment_split_sums after insert or update or delete on assignment_split
  deferrable initially deferred for each row execute function app.splits_sum_to_all('assignment', 'assignment_id');

insert into app.lifecycle_transition values
  ('assignment', 'ready', 'activate', 'active'),
  ('assignment', 'ready', 'cancel', 'cancelled'),
  ('assignment', 'ready', 'no_show', 'no_show'),
  ('assignment', 'active', 'hold', 'on_hold'),
  ('assignment', 'active', 'end', 'ended'),
  ('assignment', 'on_hold', 'resume', 'active'),
  ('assignment', 'on_hold', 'end', 'ended'),
  ('assignment', 'ended', 'close', 'closed');

select app.wall('candidate'), app.wall('submittal'), app.wall('submittal_pay'), app.wall('offer'), app.wall('worker'),
       app.wall('assignment'), app.wall('assignment_rate'), app.wall('assignment_pay'), app.wall('assignment_split');

do $$ declare t text; begin
  foreach t in array array['candidate', 'submittal', 'submittal_pay', 'offer', 'worker', 'assignment', 'assignment_rate', 'assignment_pay', 'assignment_split'] loop
    execute format('create policy "The MSP works in every program" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
end $$;

-- A supplier's staff works with its own people; a worker who signed in sees no candidate and no offer.
create policy "A supplier keeps its own candidates" on candidate
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client sees a candidate once presented" on candidate for select
  using ((select app.side()) = 'client' and id in (select candidate_id from submittal));
create policy "A supplier keeps its own submittals" on submittal
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client works with submittals once presented" on submittal
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and presented_at is not null);
create policy "A supplier keeps its own pay rates" on submittal_pay
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client extends its own offers" on offer using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier answers its own offers" on offer
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client reads the files of presented candidates" on stored_file for select
  using ((select app.side()) = 'client' and id in (select resume_file_id from submittal));

create policy "A supplier keeps its own workers, a worker sees themselves" on worker
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and id = coalesce((select app.worker_id()), id));
create policy "A client sees who works for it" on worker for select
  using ((select app.side()) = 'client' and id in (select worker_id from assignment));
create policy "A client works with its own assignments" on assignment using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier works with its own assignments, a worker with their own" on assignment
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and worker_id = coalesce((select app.worker_id()), worker_id));
do $$ declare t text; begin
  foreach t in array array['assignment_rate', 'assignment_split'] loop
    execute format('create policy "A client sees its own assignments" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
end $$;
-- What is billed for them is not the worker's business; what they book to is.
create policy "A supplier sees the rates of its own assignments" on assignment_rate for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier sees the split of its own assignments" on assignment_split for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id())
         and ((select app.worker_id()) is null or assignment_id in (select id from assignment)));
create policy "A supplier keeps its own workers' pay" on assignment_pay
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id())
         and ((select app.worker_id()) is null or assignment_id in (select id from assignment)));

grant select, insert, update on candidate, submittal, submittal_pay, offer, worker, assignment to muster_app;
grant select, insert on assignment_rate, assignment_pay, assignment_split to muster_app;
