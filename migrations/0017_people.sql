-- Who belongs to an organization, and as what: kept by its own administrators, by nobody for themselves, and never left without one.

create function app.side_of_role(role text) returns text language sql immutable parallel safe as $$
  select case
    when role in ('mspAdmin', 'mspCoordinator', 'mspFinance', 'auditor') then 'msp'
    when role in ('hiringManager', 'approver', 'clientFinance', 'clientAdmin') then 'client'
    when role in ('recruiter', 'supplierFinance', 'supplierAdmin', 'worker') then 'supplier' end
$$;

-- The role that keeps the people of an organization on its side.
create function app.is_administrator(role text) returns boolean language sql immutable parallel safe as $$
  select role in ('mspAdmin', 'clientAdmin', 'supplierAdmin')
$$;

-- The person who acts, where one does: jobs, the seed and the door act as nobody in particular.
create function app.acting_person() returns uuid language sql stable parallel safe as $$
  select case when app.side() = 'door' then null
    else nullif(app.account_id(), '00000000-0000-0000-0000-000000000000') end
$$;

-- Whether the person who acts administers this organization: the program office's administrator any, others their own.
create function app.administers(organization uuid) returns boolean language sql stable as $$
  select exists (select from membership m join account a on a.id = m.account_id
    where m.account_id = app.account_id() and m.ended_at is null and a.disabled_at is null
      and (m.role = 'mspAdmin' or (m.organization_id = organization and app.is_administrator(m.role))))
$$;

-- A role belongs to the side of the organization; and what is behind the wall takes nobody in.
create function app.role_fits(role text, organization uuid) returns void language plpgsql stable as $$
declare
  home_side text := (select o.side from organization o where o.id = organization);
begin
  if home_side is null then
    raise exception 'this organization is not here' using errcode = 'insufficient_privilege';
  end if;
  if app.side_of_role(role) is distinct from home_side then
    raise exception '% is not a role of this organization''s side', role using errcode = 'check_violation';
  end if;
end $$;

create policy "An organization's administrator gives its roles" on membership for insert
  with check (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null
    and app.administers(organization_id));
create policy "An organization's administrator ends its memberships" on membership for update
  using (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null
    and app.administers(organization_id));

-- Refuses what would leave an organization that has an administrator without one who can sign in. Whoever comes second at the
-- same moment waits for the lock and counts what the first left behind. It is a lock by the organization's id and not on its row,
-- because a row can be locked only by who may change it, and a client may not change organizations.
create function app.keep_an_administrator(organization uuid, leaving_membership uuid, leaving_account uuid) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('administrators of ' || organization, 0));
  if not exists (select from membership m join account a on a.id = m.account_id
                 where m.organization_id = organization and app.is_administrator(m.role) and m.ended_at is null
                   and a.disabled_at is null and m.id is distinct from leaving_membership
                   and m.account_id is distinct from leaving_account) then
    raise exception 'the last administrator of an organization stays' using errcode = 'check_violation';
  end if;
end $$;

create function app.guard_membership() returns trigger language plpgsql as $$
declare
  actor uuid := app.acting_person();
  lets_in boolean := true;
  lets_go boolean := false;
begin
  perform app.role_fits(new.role, new.organization_id);
  if tg_op = 'UPDATE' then
    lets_in := new.ended_at is null and (old.ended_at is not null or new.role <> old.role or new.account_id <> old.account_id);
    lets_go := old.ended_at is null and (new.ended_at is not null or new.role <> old.role or new.account_id <> old.account_id);
  end if;
  if actor is not null and (lets_in or lets_go) then
    if actor = new.account_id then
      raise exception 'nobody changes their own memberships' using errcode = 'insufficient_privilege';
    end if;
    if not app.administers(new.organization_id) then
      raise exception 'only an administrator gives and ends memberships' using errcode = 'insufficient_privilege';
    end if;
    -- Strangers are invited, and decide themselves whether to come.
    if tg_op = 'INSERT' and app.side() <> 'msp' and not exists (
        select from membership m where m.account_id = new.account_id and m.organization_id = new.organization_id) then
      raise exception 'a role is given to people of the organization' using errcode = 'insufficient_privilege';
    end if;
  end if;
  if lets_go and app.is_administrator(old.role) and exists (select from account a where a.id = old.account_id and a.disabled_at is null) then
    perform app.keep_an_administrator(old.organization_id, old.id, null);
  end if;
  return new;
end $$;
create trigger guard_membership before insert or update on membership for each row execute function app.guard_membership();

create function app.guard_account() returns trigger language plpgsql as $$
declare
  home uuid;
begin
  if new.disabled_at is not distinct from old.disabled_at then
    return new;
  end if;
  if app.acting_person() = new.id then
    raise exception 'nobody disables or enables their own account' using errcode = 'insufficient_privilege';
  end if;
  if old.disabled_at is null then
    for home in select distinct m.organization_id from membership m
                where m.account_id = new.id and m.ended_at is null and app.is_administrator(m.role) order by 1 loop
      perform app.keep_an_administrator(home, null, new.id);
    end loop;
  end if;
  return new;
end $$;
create trigger guard_account before update of disabled_at on account for each row execute function app.guard_account();

-- An invitation can be taken back; its link is then worth nothing.
alter table invitation
  add column withdrawn_at timestamptz,
  add constraint invitation_is_withdrawn_or_accepted check (withdrawn_at is null or accepted_at is null);

create function app.guard_invitation() returns trigger language plpgsql as $$
declare
  actor uuid := app.acting_person();
begin
  perform app.role_fits(new.role, new.organization_id);
  if (new.role = 'worker') <> (new.worker_id is not null) then
    raise exception 'a worker, and nobody else, is bound to a worker' using errcode = 'check_violation';
  end if;
  if actor is null then
    return new;
  end if;
  if lower(new.email) = (select lower(a.email) from account a where a.id = actor) then
    raise exception 'nobody invites themselves' using errcode = 'insufficient_privilege';
  end if;
  if not app.administers(new.organization_id) then
    raise exception 'only an administrator invites' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger guard_invitation before insert or update on invitation for each row execute function app.guard_invitation();

-- When somebody was last here, for whoever keeps the list of people; sessions themselves are the door's alone.
alter table account add column last_signed_in_at timestamptz;
create function app.note_sign_in() returns trigger language plpgsql as $$
begin
  update account set last_signed_in_at = now() where id = new.account_id;
  return null;
end $$;
create trigger note_sign_in after insert on session for each row execute function app.note_sign_in();

-- Paging and searching people by name.
create index account_name on account (lower(name));
create index membership_account on membership (account_id);
