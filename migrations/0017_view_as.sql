-- The program office looks at somebody's pages as they see them: for half an hour, changing nothing, under both names.

create table view_as (
  -- A view lives and ends with the session that it is had in.
  session_id_hash text primary key references session on delete cascade,
  viewer_account_id uuid not null references account,
  membership_id uuid not null references membership,
  reason text not null check (length(reason) between 1 and 1000),
  started_at timestamptz not null default now()
);
select app.wall('view_as');
create policy "The door knows who looks on" on view_as using ((select app.side() = 'door'));
create policy "The MSP's people look on for themselves" on view_as
  using ((select app.side() = 'msp') and viewer_account_id = (select app.account_id()));
grant select, insert, delete on view_as to muster_app;

-- Only the program office's administrators and coordinators look on, in their own session, and never at their own side.
create function app.guard_view_as() returns trigger language plpgsql as $$
begin
  if not exists (select from membership m where m.account_id = new.viewer_account_id and m.ended_at is null
                 and m.role in ('mspAdmin', 'mspCoordinator')) then
    raise exception 'only the program office looks on' using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from membership m join organization o on o.id = m.organization_id
                 where m.id = new.membership_id and m.ended_at is null and o.side in ('client', 'supplier')) then
    raise exception 'only people of clients and suppliers are looked at' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger guard_view_as before insert on view_as for each row execute function app.guard_view_as();
