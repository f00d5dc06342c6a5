-- The seal of the trail: each event's place in a chain of hashes, the heads that were carried outside, and what was checked.

-- A chain is a program (its client's id), or the nil id for what happened to no program.
-- Events take their ids when they are written and become visible when they are committed, so ids say nothing about what is
-- still to come. What waits for its seal therefore stands in a list of its own, in the transaction that wrote it; and a row
-- that somebody slips in past the trigger is on no list, so that it is never sealed and is found.
create table event_unsealed (
  event_id bigint primary key,
  chain uuid not null,
  noted_at timestamptz not null default clock_timestamp()
);

create table event_seal (
  chain uuid not null,
  position bigint not null check (position > 0),
  event_id bigint not null unique references event,
  -- Which definition of the sealed bytes this row follows: app/audit/canonical.server.ts.
  algorithm smallint not null check (algorithm > 0),
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  sealed_at timestamptz not null,
  primary key (chain, position)
);

-- A head that was carried outside: in the file of anchors, and by mail to every auditor.
create table audit_anchor (
  anchoring_id uuid not null,
  chain uuid not null,
  -- The place of the head, which is also the count of the chain's events.
  position bigint not null check (position > 0),
  hash bytea not null check (length(hash) = 32),
  anchored_at timestamptz not null,
  anchored_by_name text not null,
  -- Made with a key that is not in this database; null where the deployment has none.
  signature text,
  primary key (chain, anchoring_id)
);
create index audit_anchor_newest on audit_anchor (anchored_at desc, anchoring_id);

-- What the nightly look at each chain found.
create table audit_check (
  check_id uuid not null,
  chain uuid not null,
  checked_at timestamptz not null,
  position bigint not null check (position >= 0),
  differences integer not null check (differences >= 0),
  -- The first of them, in words.
  sentences text[] not null default '{}' check (cardinality(sentences) <= 20),
  anchored boolean not null,
  primary key (chain, check_id)
);
create index audit_check_newest on audit_check (checked_at desc, check_id);

-- Somebody looked at who may do what, and says so.
create table access_review (
  id uuid primary key,
  -- Null: everybody.
  organization_id uuid references organization,
  reviewed_on date not null,
  reviewed_at timestamptz not null,
  reviewed_by uuid not null references account,
  reviewed_by_name text not null,
  people_count integer not null check (people_count >= 0),
  membership_count integer not null check (membership_count >= 0),
  -- Of the list as it was shown.
  list_sha256 text not null check (length(list_sha256) = 64),
  note text not null default '' check (length(note) <= 1000)
);
create index access_review_newest on access_review (reviewed_at desc, id desc);

create function app.note_unsealed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into public.event_unsealed (event_id, chain)
  select id, coalesce(client_id, '00000000-0000-0000-0000-000000000000') from new_events;
  return null;
end $$;
revoke all on function app.note_unsealed from public;

-- What happened before there were seals is sealed too. The owner stands behind the wall as well.
select set_config('app.side', 'msp', true);
insert into event_unsealed (event_id, chain) select id, coalesce(client_id, '00000000-0000-0000-0000-000000000000') from event;
select set_config('app.side', '', true);
create trigger event_waits_for_its_seal after insert on event
  referencing new table as new_events for each statement execute function app.note_unsealed();

-- Which second factors somebody has is the door's to know. Whoever reviews access is told the kind of it, and nothing more. The
-- side is set and put back by hand, as in app.queue_mail.
create function app.second_factors(of_accounts uuid[]) returns table (account_id uuid, factors text[])
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  side_before text := coalesce(current_setting('app.side', true), '');
begin
  if side_before <> 'msp' then
    raise exception 'second factors are reviewed by the program office' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.side', 'door', true);
  return query
    select f.owner, array_agg(distinct f.kind order by f.kind)
    from (select t.account_id as owner, 'totp' as kind from public.totp_factor t where t.account_id = any (of_accounts)
          union all select p.account_id, 'passkey' from public.passkey p where p.account_id = any (of_accounts)) f
    group by f.owner;
  perform set_config('app.side', side_before, true);
end $$;
revoke all on function app.second_factors from public;
grant execute on function app.second_factors to muster_app;

create trigger event_seal_is_append_only before update or delete on event_seal for each row execute function app.refuse_change();
create trigger event_seal_is_never_emptied before truncate on event_seal for each statement execute function app.refuse_change();
create trigger audit_anchor_is_append_only before update or delete on audit_anchor for each row execute function app.refuse_change();
create trigger audit_anchor_is_never_emptied before truncate on audit_anchor for each statement execute function app.refuse_change();
create trigger audit_check_is_append_only before update or delete on audit_check for each row execute function app.refuse_change();
create trigger access_review_is_append_only before update or delete on access_review for each row execute function app.refuse_change();

-- The program itself, for which no person stands: the nil account.
create function app.is_program_itself() returns boolean language sql stable parallel safe as $$
  select app.side() = 'msp' and app.account_id() = '00000000-0000-0000-0000-000000000000'
$$;

select app.wall('event_unsealed'), app.wall('event_seal'), app.wall('audit_anchor'), app.wall('audit_check'), app.wall('access_review');
-- Nobody has the right to write here; the trigger does.
create policy "Whatever happens waits for its seal" on event_unsealed for insert with check (true);
create policy "The MSP sees what waits for its seal" on event_unsealed for select using ((select app.side()) = 'msp');
create policy "Only the program itself takes from the list" on event_unsealed for delete using ((select app.is_program_itself()));
create policy "The MSP reads every seal" on event_seal for select using ((select app.side()) = 'msp');
create policy "Only the program itself seals" on event_seal for insert with check ((select app.is_program_itself()));
create policy "The MSP reads every anchor" on audit_anchor for select using ((select app.side()) = 'msp');
create policy "Only the program itself anchors" on audit_anchor for insert with check ((select app.is_program_itself()));
create policy "The MSP reads what was checked" on audit_check for select using ((select app.side()) = 'msp');
create policy "Only the program itself checks" on audit_check for insert with check ((select app.is_program_itself()));
create policy "The MSP reads every review" on access_review for select using ((select app.side()) = 'msp');
create policy "The MSP reviews access, in its own name" on access_review for insert
  with check ((select app.side()) = 'msp' and reviewed_by = (select app.account_id()));

grant select, delete on event_unsealed to muster_app;
grant select, insert on event_seal, audit_anchor, audit_check, access_review to muster_app;

-- The trail is read newest first, by time, by program, by person, or by kind of thing, ten million rows of it.
drop index event_client;
create index event_time on event (at desc, id desc);
create index event_client_time on event (client_id, at desc, id desc);
create index event_actor_time on event (actor_account_id, at desc, id desc) where actor_account_id is not null;
create index event_kind_time on event (subject_kind, at desc, id desc);
