-- What every slice stands on: news, mail, files and background work.

-- One row per thing that happened, in the transaction that did it: audit trail, timeline and outbox in one.
create table event (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  client_id uuid references organization,
  supplier_id uuid references organization,
  -- The sides, beside the MSP, that may read this row.
  audience text[] not null default '{}',
  actor_account_id uuid references account,
  actor_name text not null,
  actor_organization text not null,
  -- What happened, as a sentence without its subject: «approved 40.00 h».
  summary text not null,
  reason text,
  facts jsonb not null default '{}',
  request_id text
);
create index event_subject on event (subject_id, id desc);
create index event_client on event (client_id, id desc);
create trigger event_is_append_only before update or delete on event for each row execute function app.refuse_change();
create trigger event_is_never_emptied before truncate on event for each statement execute function app.refuse_change();

select app.wall('event');
create policy "The MSP reads every event" on event for select using ((select app.side()) = 'msp');
create policy "A client reads its own events" on event for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and 'client' = any (audience));
create policy "A supplier reads its own events" on event for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and 'supplier' = any (audience)
         and (select app.worker_id()) is null);
create policy "Whoever acts leaves a trace" on event for insert
  with check ((select app.side()) in ('msp', 'door')
    or ((select app.side()) = 'client' and client_id = (select app.client_id()))
    or ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id())));
grant select, insert on event to muster_app;

-- A message to be sent, addressed to a person, an address, or everybody with a role in an organization.
create table mail (
  id uuid primary key default app.uuid7(),
  kind text not null,
  props jsonb not null,
  to_account_id uuid references account,
  to_email text,
  to_organization_id uuid references organization,
  to_roles text[],
  queued_at timestamptz not null default now(),
  delivered_at timestamptz
);
create table mail_message (
  id uuid primary key default app.uuid7(),
  mail_id uuid not null references mail,
  to_account_id uuid references account,
  to_email text not null,
  subject text not null,
  html text not null,
  text text not null,
  rendered_at timestamptz not null default now(),
  sent_at timestamptz,
  last_error text,
  unique (mail_id, to_email)
);
create index mail_message_account on mail_message (to_account_id, rendered_at desc);
create index mail_message_newest on mail_message (rendered_at desc, id desc);

select app.wall('mail'), app.wall('mail_message');
create policy "Mail is written by whoever acts, and read by the MSP's worker" on mail using ((select app.side()) = 'msp');
create policy "The MSP sees every message" on mail_message using ((select app.side()) = 'msp');
create policy "People see the messages sent to them" on mail_message for select using (to_account_id = (select app.account_id()));
grant select, insert, update on mail, mail_message to muster_app;

-- Files live in the database, so that they commit, roll back and are backed up with what they belong to.
create table stored_file (
  id uuid primary key default app.uuid7(),
  name text not null check (length(name) between 1 and 200),
  media_type text not null,
  byte_size integer not null check (byte_size between 1 and 10485760),
  sha256 text not null,
  client_id uuid references organization,
  supplier_id uuid references organization,
  created_by uuid references account,
  created_at timestamptz not null default now(),
  content bytea not null
);
alter table stored_file alter column content set storage external;
select app.wall('stored_file');
create policy "The MSP reads every file" on stored_file using ((select app.side()) = 'msp');
create policy "A client keeps its own files" on stored_file
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and supplier_id is null);
create policy "A supplier keeps its own files" on stored_file
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
grant select, insert on stored_file to muster_app;

-- Work for later is queued in the transaction that causes it, or not at all. People cannot read the queue,
-- so they reach it only through this door. The queue's own tables are made by db/migrate.ts after these files.
create function app.enqueue(task text, payload json, job_key text default null, max_attempts int default 12) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload, max_attempts => max_attempts, job_key => job_key);
end $$;
revoke all on function app.enqueue from public;
grant execute on function app.enqueue to muster_app;

-- Anybody who acts may have mail sent; nobody but the MSP's worker may read where it goes. The side is set and put back
-- by hand: the SET clause of a function takes a setting of our own only from a superuser, which the owner need not be.
create function app.queue_mail(kind text, props jsonb, to_account_id uuid, to_email text, to_organization_id uuid, to_roles text[]) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  mail_id uuid;
  side_before text := coalesce(current_setting('app.side', true), '');
begin
  perform set_config('app.side', 'msp', true);
  insert into public.mail (kind, props, to_account_id, to_email, to_organization_id, to_roles)
  values (kind, props, to_account_id, to_email, to_organization_id, to_roles) returning id into mail_id;
  perform set_config('app.side', side_before, true);
  perform app.enqueue('deliver-mail', json_build_object('mailId', mail_id));
  return mail_id;
end $$;
revoke all on function app.queue_mail from public;
grant execute on function app.queue_mail to muster_app;
