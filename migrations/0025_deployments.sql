-- What runs here, and since when: the log of changes that an auditor asks for. The deployment belongs to no program.
create table deployment (
  id uuid primary key default app.uuid7(),
  version text not null check (length(version) between 1 and 100),
  -- Of what was built and of the sources that run beside it: app/audit/what-runs.server.ts.
  build_sha256 text not null check (build_sha256 ~ '^[0-9a-f]{64}$'),
  node_version text not null check (length(node_version) between 1 and 100),
  postgres_version text not null check (length(postgres_version) between 1 and 100),
  -- By the clock of the database and not of one of several servers, so that the newest is the one that was noted last.
  started_at timestamptz not null default clock_timestamp()
);
create index deployment_newest on deployment (started_at desc, id desc);

create trigger deployment_is_append_only before update or delete on deployment for each row execute function app.refuse_change();
create trigger deployment_is_never_emptied before truncate on deployment for each statement execute function app.refuse_change();

select app.wall('deployment');
create policy "The MSP reads what ran here" on deployment for select using ((select app.side()) = 'msp');
create policy "Only the program itself notes what runs" on deployment for insert with check ((select app.is_program_itself()));
grant select, insert on deployment to muster_app;

-- Which migrations were applied is read on the same page. The wall is not forced on the owner, who has to see them all, from
-- whatever side, to know which are still to come.
alter table schema_migration enable row level security;
create policy "The MSP reads which migrations were applied" on schema_migration for select using ((select app.side()) = 'msp');
grant select on schema_migration to muster_app;
