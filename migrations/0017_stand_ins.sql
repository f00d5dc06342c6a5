-- One person stands in for another in approvals: between two days, for named kinds, and as if both had done what either did.

alter table membership add constraint membership_is_somebodys unique (id, account_id, organization_id);

-- Which roles may take which approvals at all; the policy table in TypeScript says the same, and a test compares the two.
create function app.may_take_approval(role text, kind text) returns boolean language sql immutable parallel safe as $$
  select case role
    when 'clientAdmin' then kind in ('requisition', 'timesheet', 'expense', 'charge', 'revision', 'invoice')
    when 'hiringManager' then kind in ('timesheet', 'expense', 'charge', 'revision')
    when 'clientFinance' then kind in ('requisition', 'charge', 'invoice')
    when 'approver' then kind in ('requisition')
    else false end
$$;

create table approval_delegation (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  from_membership_id uuid not null,
  from_account_id uuid not null,
  from_name text not null,
  to_membership_id uuid not null,
  to_account_id uuid not null,
  to_name text not null,
  kinds text[] not null check (cardinality(kinds) between 1 and 6
    and kinds <@ array['requisition', 'timesheet', 'expense', 'charge', 'revision', 'invoice']),
  starts_on date not null,
  ends_on date not null,
  note text check (length(note) <= 500),
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  ended_by uuid references account,
  ended_by_name text,
  ended_at timestamptz,
  unique (client_id, id),
  -- Both belong to the client, and to the accounts that are named.
  foreign key (from_membership_id, from_account_id, client_id) references membership (id, account_id, organization_id),
  foreign key (to_membership_id, to_account_id, client_id) references membership (id, account_id, organization_id),
  constraint nobody_delegates_to_themselves check (from_account_id <> to_account_id),
  constraint nobody_gives_themselves_anothers_approvals check (created_by <> to_account_id),
  constraint a_delegation_is_of_ninety_days_at_most check (ends_on between starts_on and starts_on + 89),
  -- A day more than the ninety, because the program's day may be a day ahead of UTC's.
  constraint a_delegation_begins_within_ninety_days check (starts_on <= (created_at at time zone 'UTC')::date + 91),
  constraint ended_by_somebody check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_by_name is null))
);
create index approval_delegation_received on approval_delegation (to_membership_id, ends_on);
create index approval_delegation_given on approval_delegation (from_account_id, ends_on);
create index approval_delegation_newest on approval_delegation (client_id, id desc);

select app.wall('approval_delegation');
create policy "The MSP sees every delegation" on approval_delegation using ((select app.side() = 'msp'));
create policy "A client keeps its own delegations" on approval_delegation
  using ((select app.side() = 'client') and client_id = (select app.client_id()));
grant select, insert, update on approval_delegation to muster_app;

create function app.guard_delegation() returns trigger language plpgsql as $$
declare
  actor uuid := app.acting_person();
  kind text;
begin
  if actor is not null and actor not in (new.from_account_id, new.to_account_id) and not app.administers(new.client_id) then
    raise exception 'a delegation is its people''s, and their administrator''s' using errcode = 'insufficient_privilege';
  end if;
  if tg_op = 'UPDATE' then
    if old.ended_at is not null or (to_jsonb(new) - 'ended_at' - 'ended_by' - 'ended_by_name')
        <> (to_jsonb(old) - 'ended_at' - 'ended_by' - 'ended_by_name') then
      raise exception 'a delegation is ended once, and never changed' using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if actor is not null and (actor = new.to_account_id or actor <> new.created_by) then
    raise exception 'nobody gives themselves another''s approvals' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from membership m where m.id = new.from_membership_id)
      or not exists (select from membership m where m.id = new.to_membership_id) then
    raise exception 'these people are not here' using errcode = 'insufficient_privilege';
  end if;
  foreach kind in array new.kinds loop
    if not coalesce((select bool_and(app.may_take_approval(m.role, kind)) from membership m
                     where m.id in (new.from_membership_id, new.to_membership_id)), false) then
      raise exception 'only roles that take % approvals give and get them', kind using errcode = 'check_violation';
    end if;
  end loop;
  -- Whoever stands in for somebody cannot pass that on at the same time, nor is anybody stood in for who stands in: hence no
  -- chains and no circles. The lock lets the second of two at one moment see the first.
  perform pg_advisory_xact_lock(hashtextextended('delegations of ' || new.client_id, 0));
  if exists (select from approval_delegation d
             where d.client_id = new.client_id and d.ended_at is null and d.kinds && new.kinds
               and d.starts_on <= new.ends_on and d.ends_on >= new.starts_on
               and (d.from_account_id = new.to_account_id or d.to_account_id = new.from_account_id)) then
    raise exception 'approvals that somebody has from another are not passed on' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_delegation before insert or update on approval_delegation for each row execute function app.guard_delegation();

-- In whose place a decision was taken. Whoever handed a thing in decides on it neither themselves nor through another.
alter table approval_step
  add column decided_for uuid references account,
  add constraint nobody_approves_their_own_through_another check (decided_for <> requested_by and decided_for <> decided_by),
  add constraint decided_for_needs_a_decision check (decided_for is null or decided_by is not null);
alter table timesheet
  add column approved_for uuid references account,
  add constraint nobody_approves_their_own_week_through_another check (approved_for <> submitted_by and approved_for <> approved_by);
alter table expense_sheet
  add column approved_for uuid references account,
  add constraint nobody_approves_their_own_expenses_through_another
    check (approved_for <> submitted_by and approved_for <> approved_by);
alter table misc_charge
  add column approved_for uuid references account,
  add constraint nobody_approves_their_own_charge_through_another
    check (approved_for <> requested_by and approved_for <> approved_by);
alter table revision
  add column approved_for uuid references account,
  add constraint nobody_approves_their_own_revision_through_another
    check (approved_for <> proposed_by and approved_for <> approved_by);

-- A decision in another's place needs a delegation of that kind, in force on that day by the program's clock.
-- Arguments: the kind, and the columns that say who decided, for whom and when.
create function app.decided_by_delegation() returns trigger language plpgsql as $$
declare
  decision jsonb := to_jsonb(new);
  decided_at timestamptz := coalesce((decision ->> tg_argv[3])::timestamptz, now());
begin
  if not exists (
      select from approval_delegation d join program p on p.client_id = d.client_id
      where d.client_id = new.client_id and tg_argv[0] = any (d.kinds)
        and d.to_account_id = (decision ->> tg_argv[1])::uuid and d.from_account_id = (decision ->> tg_argv[2])::uuid
        and (decided_at at time zone p.time_zone)::date between d.starts_on and d.ends_on
        and (d.ended_at is null or d.ended_at > decided_at)) then
    raise exception 'nobody decides for another without a delegation in force' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger decided_by_delegation before insert or update of decided_for on approval_step for each row
  when (new.decided_for is not null)
  execute function app.decided_by_delegation('requisition', 'decided_by', 'decided_for', 'decided_at');
create trigger decided_by_delegation before insert or update of approved_for on timesheet for each row
  when (new.approved_for is not null)
  execute function app.decided_by_delegation('timesheet', 'approved_by', 'approved_for', 'approved_at');
create trigger decided_by_delegation before insert or update of approved_for on expense_sheet for each row
  when (new.approved_for is not null)
  execute function app.decided_by_delegation('expense', 'approved_by', 'approved_for', 'approved_at');
create trigger decided_by_delegation before insert or update of approved_for on misc_charge for each row
  when (new.approved_for is not null)
  execute function app.decided_by_delegation('charge', 'approved_by', 'approved_for', 'approved_at');
create trigger decided_by_delegation before insert or update of approved_for on revision for each row
  when (new.approved_for is not null)
  execute function app.decided_by_delegation('revision', 'approved_by', 'approved_for', 'approved_at');

-- Two signatures of one chain are two people, each with whom they stand in for.
create function app.signatures_are_of_two() returns trigger language plpgsql as $$
begin
  if exists (select from approval_step s
             where s.approval_id = new.approval_id and s.position <> new.position and s.decided_by is not null
               and (s.decided_by in (new.decided_by, new.decided_for) or s.decided_for in (new.decided_by, new.decided_for))) then
    raise exception 'two signatures of one chain are two people' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger signatures_are_of_two before insert or update of decided_by on approval_step for each row
  when (new.decided_by is not null) execute function app.signatures_are_of_two();
