-- Doors: sessions that end by themselves, second factors, links that work once, and tries that must wait.

-- ── Sessions ────────────────────────────────────────────────────────────────────────────────────────────────────────
-- Sessions of before do not say when they were last seen or how they were proven. Everybody signs in anew.
select set_config('app.side', 'door', true);
delete from session;
select set_config('app.side', '', true);

alter table session
  -- Names a session to its owner, who ends it by this; the hash of the cookie is shown to nobody.
  add column id uuid not null unique default app.uuid7(),
  add column last_seen_at timestamptz not null default now(),
  -- When the person last proved who they are: at sign-in, or again before changing what opens the door.
  add column proven_at timestamptz not null default now(),
  add column second_factor text check (second_factor in ('totp', 'passkey', 'recovery', 'sso')),
  add column user_agent text check (length(user_agent) <= 120),
  -- The network, never the whole address.
  add column ip_prefix text check (length(ip_prefix) <= 60),
  add constraint session_ends_within_12_hours check (expires_at > created_at and expires_at <= created_at + interval '12 hours');
drop index session_account;
create index session_account on session (account_id, last_seen_at desc);

-- Whose session it is and when it ends is never changed, and one that slept for half an hour does not wake up.
revoke update on session from muster_app;
grant update (last_seen_at, proven_at, second_factor) on session to muster_app;
create function app.sleeping_sessions_stay_asleep() returns trigger language plpgsql as $$
begin
  if new.last_seen_at > old.last_seen_at
     and (old.last_seen_at < now() - interval '30 minutes' or old.expires_at < now()) then
    raise exception 'this session is over' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger sleeping_sessions_stay_asleep before update on session
  for each row execute function app.sleeping_sessions_stay_asleep();

create policy "People see their own sessions" on session for select using (account_id = (select app.account_id()));
create policy "People end their own sessions" on session for delete using (account_id = (select app.account_id()));

-- ── Between the password and the second factor ──────────────────────────────────────────────────────────────────────
-- No session yet, so that whatever asks for one finds nobody.
create table sign_in_step (
  token_hash text primary key,
  account_id uuid not null references account,
  membership_id uuid not null references membership,
  needs text not null check (needs in ('code', 'enrolment')),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check (expires_at <= created_at + interval '15 minutes')
);
create index sign_in_step_account on sign_in_step (account_id);

-- ── Second factors ──────────────────────────────────────────────────────────────────────────────────────────────────
create table totp_factor (
  account_id uuid primary key references account,
  -- Sealed by the application with a key that is not in the database.
  secret text not null check (secret like 'v1.%'),
  -- The number of the newest half minute whose code was taken (RFC 6238, section 5.2): each is taken once.
  last_step bigint not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now()
);
create function app.codes_are_taken_once() returns trigger language plpgsql as $$
begin
  if new.last_step < old.last_step or (new.last_used_at is distinct from old.last_used_at and new.last_step = old.last_step) then
    raise exception 'this code was used already' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger codes_are_taken_once before update on totp_factor for each row execute function app.codes_are_taken_once();

create table recovery_code (
  account_id uuid not null references account,
  code_hash text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (account_id, code_hash)
);

create table passkey (
  id uuid primary key default app.uuid7(),
  account_id uuid not null references account,
  credential_id text not null unique check (length(credential_id) <= 1400),
  public_key bytea not null,
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}' check (cardinality(transports) <= 10),
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);

-- What an authenticator is asked to sign, once. Using it removes it.
create table passkey_challenge (
  challenge_hash text primary key,
  -- Set where somebody registers a passkey; null where nobody is known yet.
  account_id uuid references account,
  expires_at timestamptz not null
);

-- ── Links and tries ─────────────────────────────────────────────────────────────────────────────────────────────────
create table password_reset (
  id uuid primary key default app.uuid7(),
  account_id uuid not null references account,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  -- Set when it was used, or a newer link took its place.
  ended_at timestamptz,
  check (expires_at <= created_at + interval '1 hour')
);
create index password_reset_account on password_reset (account_id) where ended_at is null;

-- What was spent once is spent. A single use that two raced for is found out here at the latest.
create function app.is_spent_once() returns trigger language plpgsql as $$
begin
  if to_jsonb(old) ->> tg_argv[0] is not null
     and (to_jsonb(new) ->> tg_argv[0]) is distinct from (to_jsonb(old) ->> tg_argv[0]) then
    raise exception 'this was used already' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger is_spent_once before update on recovery_code for each row execute function app.is_spent_once('used_at');
create trigger is_spent_once before update on password_reset for each row execute function app.is_spent_once('ended_at');
create trigger is_spent_once before update on invitation for each row execute function app.is_spent_once('accepted_at');

-- How fast something may be tried, by whatever it is counted by (hashed): a lane that lets through so many at once and then
-- one every so often. One row for each lane, and none to keep once it is free again.
create table throttle (
  purpose text not null,
  key_hash text not null,
  -- Ahead of now by as many turns as were taken and not yet waited for.
  busy_until timestamptz not null,
  primary key (purpose, key_hash)
);

-- Networks from which somebody signed in before: their owner is not slowed down there by what strangers try elsewhere.
create table known_place (
  account_id uuid not null references account,
  place_hash text not null,
  last_used_at timestamptz not null default now(),
  primary key (account_id, place_hash)
);

-- ── Walls ───────────────────────────────────────────────────────────────────────────────────────────────────────────
select app.wall('sign_in_step'), app.wall('totp_factor'), app.wall('recovery_code'), app.wall('passkey'),
       app.wall('passkey_challenge'), app.wall('password_reset'), app.wall('throttle'), app.wall('known_place');
create policy "Only the door knows who is half way in" on sign_in_step using ((select app.side()) = 'door');
create policy "The door checks codes" on totp_factor using ((select app.side()) = 'door');
create policy "People keep their own authenticator" on totp_factor using (account_id = (select app.account_id()));
create policy "The door takes recovery codes" on recovery_code using ((select app.side()) = 'door');
create policy "People keep their own recovery codes" on recovery_code using (account_id = (select app.account_id()));
create policy "The door checks passkeys" on passkey using ((select app.side()) = 'door');
create policy "People keep their own passkeys" on passkey using (account_id = (select app.account_id()));
create policy "Only the door asks for signatures" on passkey_challenge using ((select app.side()) = 'door');
create policy "Only the door redeems resets" on password_reset using ((select app.side()) = 'door');
create policy "Only the door counts tries" on throttle using ((select app.side()) = 'door');
create policy "Only the door knows places" on known_place using ((select app.side()) = 'door');

grant select, insert, delete on sign_in_step, passkey_challenge to muster_app;
grant select, insert, update, delete on totp_factor, throttle, known_place to muster_app;
grant select, insert, delete on recovery_code, passkey to muster_app;
grant update (used_at) on recovery_code to muster_app;
grant update (name, counter, last_used_at) on passkey to muster_app;
grant select, insert, delete on password_reset to muster_app;
grant update (ended_at) on password_reset to muster_app;

-- Takes every second factor of a person away, for an administrator whose right to it was checked, ends their sessions, and forgets
-- from where they came.
create function app.remove_factors(of_account uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  removed integer := 0;
  counted integer;
  side_before text := coalesce(current_setting('app.side', true), '');
begin
  if side_before <> 'msp' or of_account = app.account_id() then
    raise exception 'only the program office takes a second factor away, and nobody their own so' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.side', 'door', true);
  delete from public.totp_factor where account_id = of_account;
  get diagnostics removed = row_count;
  delete from public.passkey where account_id = of_account;
  get diagnostics counted = row_count;
  removed := removed + counted;
  delete from public.recovery_code where account_id = of_account;
  delete from public.sign_in_step where account_id = of_account;
  delete from public.password_reset where account_id = of_account;
  delete from public.known_place where account_id = of_account;
  delete from public.session where account_id = of_account;
  perform set_config('app.side', side_before, true);
  return removed;
end $$;
revoke all on function app.remove_factors from public;
grant execute on function app.remove_factors to muster_app;

-- ── News of accounts ────────────────────────────────────────────────────────────────────────────────────────────────
-- Who signed in when is not for every colleague: it is read by the program office, by whom it is about, and by the
-- administrators of their organization.
create policy "News of an account is for its owner and administrators" on event as restrictive for select
  using (subject_kind <> 'account' or (select app.side()) = 'msp' or subject_id = (select app.account_id())
    or (select exists (select from membership m
          where m.account_id = (select app.account_id()) and m.role in ('clientAdmin', 'supplierAdmin') and m.ended_at is null
            and m.organization_id in ((select app.client_id()), (select app.supplier_id())))));
