-- An organization's own directory as a door: single sign-on by OpenID Connect, and provisioning by SCIM 2.0.

-- Set where an organization's directory acts by itself and no person does: the side 'directory'.
create function app.organization_id() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.organization_id', true), '')::uuid $$;

-- What a directory may give on a side. Never `worker`: a worker is bound to the record of a person, which no directory knows.
create function app.roles_of_directories(side text) returns text[] language sql immutable parallel safe as $$
  select case side
    when 'msp' then array['mspAdmin', 'mspCoordinator', 'mspFinance', 'auditor']
    when 'client' then array['hiringManager', 'approver', 'clientFinance', 'clientAdmin']
    when 'supplier' then array['recruiter', 'supplierFinance', 'supplierAdmin']
  end
$$;

create table directory (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null unique,
  side text not null,
  issuer text check (length(issuer) between 8 and 300),
  -- The id under which the provider knows us.
  registered_as text check (length(registered_as) between 1 and 200),
  secret_sealed text,
  -- A provider that says nothing of verified addresses (Microsoft Entra ID), whose addresses are nevertheless its own to give.
  vouches_for_addresses boolean not null default false,
  default_role text,
  switched_on boolean not null default false,
  passwords_allowed boolean not null default true,
  changed_at timestamptz not null default now(),
  unique (organization_id, id),
  foreign key (organization_id, side) references organization (id, side),
  constraint directory_default_role_fits check (default_role = any (app.roles_of_directories(side))),
  constraint directory_provider_is_whole check ((issuer is null) = (registered_as is null) and (issuer is null) = (secret_sealed is null)),
  constraint directory_on_has_a_provider check (not switched_on or issuer is not null),
  -- Nobody is left without any door.
  constraint directory_leaves_a_way_in check (passwords_allowed or switched_on)
);

-- Anybody may claim a domain; it is in force once the MSP has confirmed it, and then it is nobody else's. Claims do not
-- collide, so that a claim tells nothing about what others claimed.
create table directory_domain (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references directory (organization_id),
  domain text not null check (domain ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$' and length(domain) <= 253),
  claimed_by uuid not null references account,
  claimed_at timestamptz not null default now(),
  confirmed_by uuid references account,
  confirmed_at timestamptz,
  unique (organization_id, domain),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create unique index directory_domain_in_force on directory_domain (domain) where confirmed_at is not null;

-- Which value of which claim, or which provisioned group, gives which role.
create table directory_role (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null,
  side text not null,
  source text not null check (source in ('claim', 'group')),
  claim text not null default '' check (length(claim) <= 100),
  value text not null check (length(value) between 1 and 200),
  role text not null,
  foreign key (organization_id, side) references organization (id, side),
  foreign key (organization_id) references directory (organization_id),
  check ((source = 'claim') = (claim <> '')),
  constraint directory_role_fits check (role = any (app.roles_of_directories(side))),
  unique (organization_id, source, claim, value, role)
);

-- Who somebody is at a provider. The key is issuer and subject, never the e-mail, which may be given to somebody else one day.
create table directory_identity (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references directory (organization_id),
  account_id uuid not null references account,
  issuer text not null,
  subject text not null check (length(subject) between 1 and 255),
  made_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  unique (issuer, subject),
  -- A second person under the address of a first one does not become them.
  unique (account_id, organization_id, issuer)
);

-- One way to the provider and back: good for one browser, one time, ten minutes.
create table directory_attempt (
  state_hash text primary key,
  organization_id uuid not null,
  directory_id uuid not null,
  browser_hash text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  foreign key (organization_id, directory_id) references directory (organization_id, id)
);
create index directory_attempt_expiry on directory_attempt (expires_at);

-- Memberships that a directory gave, and which part of it: what nobody gives any more ends. What an administrator gave stays theirs.
alter table membership add unique (organization_id, id);
create table directory_membership (
  membership_id uuid not null,
  source text not null check (source in ('claim', 'group')),
  organization_id uuid not null,
  account_id uuid not null references account,
  primary key (membership_id, source),
  foreign key (organization_id, membership_id) references membership (organization_id, id)
);
create index directory_membership_account on directory_membership (organization_id, account_id);

-- What a directory shows to get in. Only the SHA-256 of it is kept.
create table directory_token (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references directory (organization_id),
  token_hash text not null unique,
  label text not null check (length(label) between 1 and 80),
  made_by uuid not null references account,
  made_at timestamptz not null default now(),
  ends_at timestamptz,
  last_used_at timestamptz,
  minute_started_at timestamptz not null default now(),
  minute_count integer not null default 0
);
create index directory_token_organization on directory_token (organization_id, made_at desc);

create table directory_user (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references directory (organization_id),
  account_id uuid not null references account,
  user_name text not null check (length(user_name) between 1 and 254),
  external_id text check (length(external_id) <= 255),
  given_name text check (length(given_name) <= 120),
  family_name text check (length(family_name) <= 120),
  display_name text check (length(display_name) <= 200),
  email text not null check (length(email) between 3 and 254),
  active boolean not null,
  -- Whether it was the directory that disabled the account, and so may enable it again.
  disabled_account boolean not null default false,
  version integer not null default 1,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  removed_at timestamptz,
  unique (organization_id, id)
);
create unique index directory_user_name on directory_user (organization_id, lower(user_name)) where removed_at is null;
create unique index directory_user_account on directory_user (organization_id, account_id) where removed_at is null;
create index directory_user_external on directory_user (organization_id, external_id);

create table directory_group (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references directory (organization_id),
  display_name text not null check (length(display_name) between 1 and 200),
  external_id text check (length(external_id) <= 255),
  version integer not null default 1,
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  unique (organization_id, id)
);
create unique index directory_group_name on directory_group (organization_id, lower(display_name));

create table directory_group_member (
  organization_id uuid not null,
  group_id uuid not null,
  user_id uuid not null,
  primary key (group_id, user_id),
  foreign key (organization_id, group_id) references directory_group (organization_id, id) on delete cascade,
  foreign key (organization_id, user_id) references directory_user (organization_id, id)
);
create index directory_group_member_user on directory_group_member (user_id);

do $$ declare tbl text; begin
  foreach tbl in array array['directory', 'directory_domain', 'directory_role', 'directory_identity', 'directory_attempt', 'directory_membership',
                             'directory_token', 'directory_user', 'directory_group', 'directory_group_member'] loop
    perform app.wall(tbl::regclass);
  end loop;
  foreach tbl in array array['directory', 'directory_domain', 'directory_role', 'directory_identity', 'directory_membership',
                             'directory_token', 'directory_user', 'directory_group', 'directory_group_member'] loop
    execute format('create policy "The MSP keeps every directory" on %I using ((select app.side()) = ''msp'')', tbl);
    execute format('create policy "An organization sees its own directory" on %I for select
      using (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null)', tbl);
  end loop;
  foreach tbl in array array['directory', 'directory_domain', 'directory_role', 'directory_user'] loop
    execute format('create policy "The door reads whom a directory lets in" on %I for select using ((select app.side()) = ''door'')', tbl);
  end loop;
  foreach tbl in array array['directory', 'directory_role', 'directory_token'] loop
    execute format('create policy "An organization keeps its own directory" on %I
      using (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null)', tbl);
  end loop;
  foreach tbl in array array['directory', 'directory_domain', 'directory_role'] loop
    execute format('create policy "A directory reads how it is set up" on %I for select
      using ((select app.side()) = ''directory'' and organization_id = (select app.organization_id()))', tbl);
  end loop;
  foreach tbl in array array['directory_membership', 'directory_user', 'directory_group', 'directory_group_member'] loop
    execute format('create policy "A directory keeps its own people and groups" on %I
      using ((select app.side()) = ''directory'' and organization_id = (select app.organization_id()))', tbl);
  end loop;
end $$;

create policy "An organization claims a domain" on directory_domain for insert
  with check (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null and confirmed_at is null);
create policy "An organization gives a domain up" on directory_domain for delete
  using (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null);
create policy "Only the door handles attempts" on directory_attempt using ((select app.side()) = 'door');
create policy "The door knows who comes from a provider" on directory_identity using ((select app.side()) = 'door');
create policy "The door gives the roles that claims give" on directory_membership using ((select app.side()) = 'door');
create policy "The door checks who provisions" on directory_token for select using ((select app.side()) = 'door');
create policy "The door counts what provisioning asks" on directory_token for update using ((select app.side()) = 'door');

-- What provisioning may touch of everybody's tables: its own organization, its own people, and what it makes.
create policy "A directory sees its own organization" on organization for select
  using ((select app.side()) = 'directory' and id = (select app.organization_id()));
create policy "A directory keeps its own organization's memberships" on membership
  using ((select app.side()) = 'directory' and organization_id = (select app.organization_id()))
  with check ((select app.side()) = 'directory' and organization_id = (select app.organization_id()) and (ended_at is not null or role <> 'worker'));
create policy "A directory sees its own people" on account for select
  using ((select app.side()) = 'directory' and (
    id in (select m.account_id from membership m where m.organization_id = (select app.organization_id()))
    or id in (select u.account_id from directory_user u where u.organization_id = (select app.organization_id()))));
create policy "A directory makes accounts" on account for insert with check ((select app.side()) = 'directory');
create policy "A directory leaves a trace" on event for insert
  with check ((select app.side()) = 'directory' and coalesce(client_id, supplier_id, (select app.organization_id())) = (select app.organization_id()));

grant select, insert, update on directory, directory_domain, directory_identity, directory_attempt, directory_token, directory_user to muster_app;
grant select, insert, update, delete on directory_role, directory_membership, directory_group, directory_group_member to muster_app;
grant delete on directory_domain, directory_attempt to muster_app;

-- Whether somebody's organization lets its people in by single sign-on alone. Its administrators keep a way in for the day on which
-- the provider is down, and so does whoever acts for others too. Asked by the door.
create function app.only_by_single_sign_on(of_account uuid) returns boolean language sql stable as $$
  select exists (
    select from account a
    join directory_domain d on d.domain = lower(substring(a.email from '[^@]*$')) and d.confirmed_at is not null
    join directory c on c.organization_id = d.organization_id and not c.passwords_allowed
    join membership m on m.account_id = a.id and m.organization_id = c.organization_id and m.ended_at is null
    where a.id = of_account
      and not exists (
        select from membership other
        where other.account_id = a.id and other.ended_at is null
          and (other.organization_id <> c.organization_id or other.role in ('mspAdmin', 'clientAdmin', 'supplierAdmin'))))
$$;
