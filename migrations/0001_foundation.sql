-- The ground everything stands on: the role people act through, who is asking, ids, and the law of lifecycles.

create extension if not exists btree_gist;
create schema app;

-- People never reach the database as its owner. This role owns nothing and cannot bypass row-level security.
-- Roles belong to the whole server, so another database of it may have made this one already.
do $$ begin
  create role muster_app nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  execute format('grant muster_app to %I', current_user);
exception when others then
  if not pg_has_role(current_user, 'muster_app', 'member') then raise; end if;
end $$;
grant usage on schema app, public to muster_app;

-- Who is asking. Set per transaction by db/walled.ts. A custom setting reads as '' after its transaction, hence nullif;
-- a missing setting is null, and null matches nothing.
create function app.side()        returns text language sql stable parallel safe as $$ select nullif(current_setting('app.side', true), '') $$;
create function app.client_id()   returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.client_id', true), '')::uuid $$;
create function app.supplier_id() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.supplier_id', true), '')::uuid $$;
create function app.account_id()  returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.account_id', true), '')::uuid $$;
-- Set only for a worker who signed in, and then it narrows the supplier's wall to that one person.
create function app.worker_id()   returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.worker_id', true), '')::uuid $$;

-- Time-ordered ids (RFC 9562, version 7), so that keys made together lie together in the index.
create function app.uuid7() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
$$;

-- A line is rounded once, half away from zero, from exact minutes and an exact rate. Two-digit currencies only, see program.currency.
create function app.line_amount_minor(minutes bigint, rate numeric) returns bigint language sql immutable parallel safe as $$
  select round(minutes * rate * 100 / 60)::bigint
$$;

-- Every legal move of every thing. The TypeScript tables say the same, and a test compares the two.
create table app.lifecycle_transition (
  thing text not null,
  from_status text not null,
  verb text not null,
  to_status text not null,
  primary key (thing, from_status, verb)
);
grant select on app.lifecycle_transition to muster_app;

-- Refuses any move that the table does not hold. Once per statement, not per row: a billing run moves 20,000 weeks at a time.
-- Transition tables have no statistics and the planner takes them for small, hence no row-by-row joins.
create function app.guard_lifecycle() returns trigger language plpgsql set enable_nestloop = off as $$
declare bad record;
begin
  select o.status as was, n.status as wanted into bad
  from after_rows n join before_rows o on o.id = n.id
  where n.status is distinct from o.status
    and not exists (select from app.lifecycle_transition t
                    where t.thing = tg_argv[0] and t.from_status = o.status and t.to_status = n.status)
  limit 1;
  if found then
    raise exception 'illegal transition of %: % to %', tg_argv[0], bad.was, bad.wanted using errcode = 'check_violation';
  end if;
  return null;
end $$;

create function app.guard_by_lifecycle(tbl regclass, thing text) returns void language plpgsql as $$
begin
  execute format('create trigger guard_lifecycle after update on %s
    referencing old table as before_rows new table as after_rows
    for each statement execute function app.guard_lifecycle(%L)', tbl, thing);
end $$;

create function app.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
end $$;

-- Turns the wall of a table on, for its owner too.
create function app.wall(tbl regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tbl);
  execute format('alter table %s force row level security', tbl);
end $$;
