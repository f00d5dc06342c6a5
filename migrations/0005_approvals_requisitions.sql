-- Approvals know their subject only as a kind, an id, a title and an amount.
create table approval_rule (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  subject_kind text not null check (subject_kind in ('requisition')),
  position smallint not null check (position between 1 and 5),
  role text not null check (role in ('approver', 'clientFinance', 'clientAdmin')),
  -- The step is needed only for amounts above this.
  above_minor bigint not null default 0 check (above_minor >= 0),
  unique (client_id, subject_kind, position)
);
create table approval (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  subject_kind text not null,
  subject_id uuid not null,
  title text not null,
  amount_minor bigint not null,
  status text not null default 'pending' check (status in ('pending', 'granted', 'rejected', 'withdrawn')),
  requested_by uuid not null references account,
  requested_by_name text not null,
  requested_at timestamptz not null default now(),
  decided_at timestamptz,
  unique (id, requested_by), unique (client_id, id)
);
create unique index approval_one_pending on approval (subject_kind, subject_id) where status = 'pending';
create index approval_waiting on approval (client_id, requested_at) where status = 'pending';
select app.guard_by_lifecycle('approval', 'approval');
create table approval_step (
  approval_id uuid not null,
  client_id uuid not null,
  position smallint not null,
  role text not null,
  -- Copied so that the next line can hold it; the foreign key keeps the copy honest.
  requested_by uuid not null,
  decided_by uuid references account,
  decided_by_name text,
  decision text check (decision in ('granted', 'rejected')),
  reason text check (length(reason) <= 1000),
  decided_at timestamptz,
  primary key (approval_id, position),
  foreign key (approval_id, requested_by) references approval (id, requested_by),
  foreign key (client_id, approval_id) references approval (client_id, id),
  constraint nobody_approves_their_own check (decided_by <> requested_by),
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null))
);
-- A decision is taken once.
create function app.decisions_stand() returns trigger language plpgsql as $$
begin
  if old.decision is not null then
    raise exception 'this step was already decided' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decisions_stand before update on approval_step for each row execute function app.decisions_stand();

insert into app.lifecycle_transition values
  ('approval', 'pending', 'grant', 'granted'),
  ('approval', 'pending', 'reject', 'rejected'),
  ('approval', 'pending', 'withdraw', 'withdrawn');

-- A need for people.
create table requisition (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  number integer not null,
  status text not null default 'draft' check (status in (
    'draft', 'pending_approval', 'approved', 'open', 'on_hold', 'filled', 'closed', 'rejected', 'cancelled')),
  job_id uuid not null,
  site_id uuid not null,
  department_id uuid not null,
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 4000),
  positions smallint not null check (positions between 1 and 500),
  filled smallint not null default 0,
  starts_on date not null,
  ends_on date not null,
  week_minutes integer not null check (week_minutes between 60 and 10080),
  min_bill_rate numeric(10, 4) not null check (min_bill_rate >= 0),
  max_bill_rate numeric(10, 4) not null,
  hiring_manager_id uuid not null references account,
  hiring_manager_name text not null,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  submitted_at timestamptz,
  opened_at timestamptz,
  unique (client_id, number), unique (client_id, id),
  foreign key (client_id, job_id) references job (client_id, id),
  foreign key (client_id, site_id) references site (client_id, id),
  foreign key (client_id, department_id) references department (client_id, id),
  check (ends_on >= starts_on and ends_on <= starts_on + 1100),
  check (max_bill_rate >= min_bill_rate and max_bill_rate > 0),
  constraint no_more_filled_than_asked_for check (filled between 0 and positions)
);
create index requisition_newest on requisition (client_id, id desc);
create index requisition_status on requisition (status, id desc);
select app.guard_by_lifecycle('requisition', 'requisition');

-- What a supplier may not see: the budget and what it is booked to.
create table requisition_budget (
  requisition_id uuid primary key,
  client_id uuid not null,
  estimate_minor bigint not null check (estimate_minor >= 0),
  foreign key (client_id, requisition_id) references requisition (client_id, id)
);
create table requisition_split (
  requisition_id uuid not null,
  client_id uuid not null,
  cost_center_id uuid not null,
  percent numeric(7, 4) not null check (percent > 0 and percent <= 100),
  primary key (requisition_id, cost_center_id),
  foreign key (client_id, requisition_id) references requisition (client_id, id),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
create function app.splits_sum_to_all() returns trigger language plpgsql as $$
declare whole uuid; total numeric;
begin
  execute format('select ($1).%I', tg_argv[1]) into whole using coalesce(new, old);
  execute format('select sum(percent) from %I where %I = $1', tg_table_name, tg_argv[1]) into total using whole;
  if total <> 100 then
    raise exception 'the cost split of % adds up to % percent', tg_argv[0], total using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger requisition_split_sums after insert or update or delete on requisition_split
  deferrable initially deferred for each row execute function app.splits_sum_to_all('requisition', 'requisition_id');

-- A requisition made visible to one supplier at one moment. All releases of a tier share the moment.
create table release (
  requisition_id uuid not null,
  client_id uuid not null,
  supplier_id uuid not null,
  tier smallint not null,
  released_at timestamptz not null,
  released_by uuid not null references account,
  primary key (requisition_id, supplier_id),
  foreign key (client_id, requisition_id) references requisition (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id)
);
create index release_supplier on release (supplier_id, released_at desc);
create function app.one_moment_a_tier() returns trigger language plpgsql as $$
begin
  if exists (select from release r where r.requisition_id = new.requisition_id and r.tier = new.tier
             and r.released_at <> new.released_at and r.released_at > new.released_at - interval '1 second'
             and r.released_at < new.released_at + interval '1 second') then
    raise exception 'releases of one tier in one act share one moment' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger one_moment_a_tier before insert on release for each row execute function app.one_moment_a_tier();

insert into app.lifecycle_transition values
  ('requisition', 'draft', 'submit', 'pending_approval'),
  ('requisition', 'draft', 'cancel', 'cancelled'),
  ('requisition', 'pending_approval', 'approve', 'approved'),
  ('requisition', 'pending_approval', 'reject', 'rejected'),
  ('requisition', 'pending_approval', 'recall', 'draft'),
  ('requisition', 'pending_approval', 'cancel', 'cancelled'),
  ('requisition', 'rejected', 'revise', 'draft'),
  ('requisition', 'rejected', 'cancel', 'cancelled'),
  ('requisition', 'approved', 'release', 'open'),
  ('requisition', 'approved', 'cancel', 'cancelled'),
  ('requisition', 'open', 'hold', 'on_hold'),
  ('requisition', 'open', 'fill', 'filled'),
  ('requisition', 'open', 'close', 'closed'),
  ('requisition', 'open', 'cancel', 'cancelled'),
  ('requisition', 'on_hold', 'resume', 'open'),
  ('requisition', 'on_hold', 'close', 'closed'),
  ('requisition', 'on_hold', 'cancel', 'cancelled'),
  ('requisition', 'filled', 'close', 'closed');

select app.wall('approval_rule'), app.wall('approval'), app.wall('approval_step'), app.wall('requisition'),
       app.wall('requisition_budget'), app.wall('requisition_split'), app.wall('release');
do $$ declare t text; begin
  foreach t in array array['approval_rule', 'approval', 'approval_step', 'requisition', 'requisition_budget', 'requisition_split'] loop
    execute format('create policy "The MSP works in every program" on %I using ((select app.side()) = ''msp'')', t);
    execute format('create policy "A client works in its own program" on %I using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
end $$;
create policy "The MSP releases" on release using ((select app.side()) = 'msp');
create policy "A client sees to whom its need was released" on release for select using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees what was released to it and nothing of its rivals, a worker nothing" on release for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier sees a requisition only because it was released to it" on requisition for select
  using ((select app.side()) = 'supplier' and id in (select requisition_id from release));

grant select, insert, update on approval, approval_step, approval_rule, requisition, requisition_budget to muster_app;
grant select, insert, delete on requisition_split to muster_app;
grant select, insert on release to muster_app;
