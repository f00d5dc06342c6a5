-- Who people are, and as what they act.

create table organization (
  id uuid primary key default app.uuid7(),
  side text not null check (side in ('msp', 'client', 'supplier')),
  name text not null check (length(name) between 1 and 120),
  legal_name text not null check (length(legal_name) between 1 and 200),
  address_lines text[] not null default '{}' check (cardinality(address_lines) <= 6),
  tax_id text check (length(tax_id) <= 40),
  -- A supplier that belongs to the MSP's own group. Declared, and shown to everybody.
  affiliated_with_msp boolean not null default false,
  created_at timestamptz not null default now(),
  unique (id, side)
);

create table account (
  id uuid primary key default app.uuid7(),
  email text not null check (length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  disabled_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index account_email on account (lower(email));

-- A table of its own, so that whoever may read a name can never read a hash.
create table account_password (
  account_id uuid primary key references account,
  password_hash text not null,
  changed_at timestamptz not null default now()
);

create table membership (
  id uuid primary key default app.uuid7(),
  account_id uuid not null references account,
  organization_id uuid not null references organization,
  role text not null check (role in (
    'mspAdmin', 'mspCoordinator', 'mspFinance', 'auditor',
    'hiringManager', 'approver', 'clientFinance', 'clientAdmin',
    'recruiter', 'supplierFinance', 'supplierAdmin', 'worker')),
  worker_id uuid,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (account_id, organization_id, role),
  check ((role = 'worker') = (worker_id is not null))
);
create index membership_organization on membership (organization_id, role);

-- Only the SHA-256 of what stands in the cookie is stored: whoever reads this table holds no session.
create table session (
  id_hash text primary key,
  account_id uuid not null references account,
  membership_id uuid not null references membership,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index session_account on session (account_id);

create table invitation (
  id uuid primary key default app.uuid7(),
  organization_id uuid not null references organization,
  email text not null check (length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  role text not null,
  worker_id uuid,
  token_hash text not null unique,
  invited_by uuid references account,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz
);
create index invitation_organization on invitation (organization_id, created_at desc);

-- Counts sign-ins by e-mail (hashed) so that guessing is slow, whichever process is asked.
create table sign_in_attempt (
  id bigint generated always as identity primary key,
  email_hash text not null,
  attempted_at timestamptz not null default now(),
  succeeded boolean not null
);
create index sign_in_attempt_recent on sign_in_attempt (email_hash, attempted_at desc);

select app.wall('organization'), app.wall('account'), app.wall('account_password'), app.wall('membership'),
       app.wall('session'), app.wall('invitation'), app.wall('sign_in_attempt');

-- 'door' is the side of a request before anybody is known: it reads who knocks and nothing of the business.
create policy "The MSP sees and keeps every organization" on organization using ((select app.side()) = 'msp');
create policy "The door reads organizations" on organization for select using ((select app.side()) = 'door');
create policy "The MSP is known to everybody" on organization for select using ((select app.side()) in ('client', 'supplier') and side = 'msp');
create policy "An organization sees itself" on organization for select
  using (((select app.side()) = 'client' and id = (select app.client_id())) or ((select app.side()) = 'supplier' and id = (select app.supplier_id())));

create policy "The door checks who knocks" on account using ((select app.side()) = 'door');
create policy "The MSP knows everybody" on account using ((select app.side()) = 'msp');
create policy "People know themselves" on account for select using (id = (select app.account_id()));
create policy "People know their own organization's people" on account for select
  using (id in (select m.account_id from membership m where m.organization_id in ((select app.client_id()), (select app.supplier_id()))));

create policy "Only the door reads password hashes" on account_password using ((select app.side()) = 'door');

create policy "The door reads memberships" on membership using ((select app.side()) = 'door');
create policy "The MSP keeps memberships" on membership using ((select app.side()) = 'msp');
create policy "People see their own organization's memberships" on membership for select
  using (organization_id in ((select app.client_id()), (select app.supplier_id())));

create policy "Only the door handles sessions" on session using ((select app.side()) = 'door');
create policy "Only the door counts sign-ins" on sign_in_attempt using ((select app.side()) = 'door');

create policy "The door redeems invitations" on invitation using ((select app.side()) = 'door');
create policy "The MSP invites anybody" on invitation using ((select app.side()) = 'msp');
create policy "An organization invites its own people" on invitation
  using (organization_id in ((select app.client_id()), (select app.supplier_id())) and (select app.worker_id()) is null);

grant select, insert, update on organization, account, account_password, membership, invitation to muster_app;
grant select, insert, update, delete on session to muster_app;
grant select, insert on sign_in_attempt to muster_app;
