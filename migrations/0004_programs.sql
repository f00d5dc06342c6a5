-- A client's staffing program: its terms, its places, what work is booked to, its jobs and what they may cost.
-- One client has one program, so the client's id is the program's key, and the wall of every table below.

create table program (
  client_id uuid primary key references organization,
  code text not null unique check (code ~ '^[A-Z]{2,6}$'),
  -- Two-digit currencies only: app.line_amount_minor counts hundredths.
  currency text not null default 'USD' check (currency in ('USD', 'EUR', 'GBP', 'CAD', 'AUD', 'CHF', 'NZD', 'SEK')),
  time_zone text not null default 'America/New_York',
  week_ends_on smallint not null default 0 check (week_ends_on between 0 and 6), -- 0 is Sunday
  billing_cadence text not null default 'monthly' check (billing_cadence in ('weekly', 'semimonthly', 'monthly')),
  next_requisition_number integer not null default 1001,
  next_assignment_number integer not null default 301,
  created_at timestamptz not null default now()
);

-- What was agreed, from when on. A row is never edited: new terms are a new row.
create table program_terms (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  effective_from date not null,
  overtime_rule text not null check (overtime_rule in ('none', 'us-flsa', 'us-ca')),
  payment_terms_days smallint not null check (payment_terms_days between 0 and 180),
  supplier_terms_days smallint not null check (supplier_terms_days between 0 and 180),
  pay_when_paid boolean not null default false,
  msp_screens_submittals boolean not null default true,
  submittals_per_supplier smallint not null default 5 check (submittals_per_supplier between 1 and 50),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  unique (client_id, effective_from)
);

-- A fee is a share of the agreed bill amount; several fees share that one base and do not compound.
create table fee_schedule (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  label text not null check (length(label) between 1 and 60),
  funding text not null check (funding in ('client', 'supplier')),
  fraction numeric(9, 6) not null check (fraction > 0 and fraction <= 1),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_at timestamptz not null default now(),
  exclude using gist (client_id with =, label with =, effective with &&)
);

create table site (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  code text not null check (length(code) between 1 and 20),
  name text not null check (length(name) between 1 and 120),
  city text not null check (length(city) <= 80),
  region text not null check (length(region) <= 80),
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id)
);
create table department (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  code text not null check (length(code) between 1 and 20),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id)
);
create table cost_center (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  department_id uuid not null,
  code text not null check (length(code) between 1 and 20),
  name text not null check (length(name) between 1 and 120),
  closed_on date,
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id),
  foreign key (client_id, department_id) references department (client_id, id)
);

create table job (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  code text not null check (length(code) between 1 and 24),
  title text not null check (length(title) between 1 and 200),
  description text not null default '' check (length(description) <= 4000),
  min_education text check (length(min_education) <= 80),
  min_years smallint check (min_years between 0 and 60),
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id)
);
create index job_title on job (client_id, lower(title), id);

-- An import is previewed first; what it would post waits here until somebody posts or discards it.
create table rate_card_import (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  status text not null default 'previewed' check (status in ('previewed', 'posted', 'discarded')),
  file_name text not null check (length(file_name) <= 200),
  file_sha256 text not null,
  basis text not null check (basis in ('highest', 'p75', 'median')),
  effective_from date not null,
  row_count integer not null,
  usable_count integer not null,
  refused_count integer not null,
  created_by uuid references account,
  created_at timestamptz not null default now(),
  posted_at timestamptz,
  unique (client_id, id)
);
select app.guard_by_lifecycle('rate_card_import', 'rate_card_import');
create table rate_card_import_refusal (
  import_id uuid not null references rate_card_import on delete cascade,
  client_id uuid not null references program,
  row_number integer not null,
  reason text not null,
  row_text text not null check (length(row_text) <= 400),
  primary key (import_id, row_number)
);
create table rate_card_import_job (
  import_id uuid not null references rate_card_import on delete cascade,
  client_id uuid not null references program,
  code text not null,
  title text not null,
  max_bill_rate numeric(10, 4) not null check (max_bill_rate > 0),
  lowest_rate numeric(10, 4) not null,
  median_rate numeric(10, 4) not null,
  highest_rate numeric(10, 4) not null,
  row_count integer not null,
  min_education text,
  min_years smallint,
  merged_titles text[] not null default '{}',
  primary key (import_id, code)
);

-- The most that may be billed per hour for a job, from when to when. Two versions never overlap.
create table rate_card_entry (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  job_id uuid not null,
  max_bill_rate numeric(10, 4) not null check (max_bill_rate > 0),
  lowest_rate numeric(10, 4),
  median_rate numeric(10, 4),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  import_id uuid,
  created_at timestamptz not null default now(),
  foreign key (client_id, job_id) references job (client_id, id),
  foreign key (client_id, import_id) references rate_card_import (client_id, id),
  exclude using gist (job_id with =, effective with &&)
);

insert into app.lifecycle_transition values
  ('rate_card_import', 'previewed', 'post', 'posted'),
  ('rate_card_import', 'previewed', 'discard', 'discarded');

-- Who supplies to whom. It stands here because what a supplier sees of a program hangs on it.
create table enrollment (
  client_id uuid not null references program,
  supplier_id uuid not null references organization,
  tier smallint not null default 1 check (tier between 1 and 9),
  status text not null default 'active' check (status in ('active', 'suspended')),
  enrolled_on date not null,
  primary key (client_id, supplier_id)
);
create index enrollment_supplier on enrollment (supplier_id, client_id);

select app.wall('program'), app.wall('program_terms'), app.wall('fee_schedule'), app.wall('site'), app.wall('department'),
       app.wall('cost_center'), app.wall('job'), app.wall('rate_card_import'), app.wall('rate_card_import_refusal'),
       app.wall('rate_card_import_job'), app.wall('rate_card_entry'), app.wall('enrollment');

create policy "The MSP keeps enrollments" on enrollment using ((select app.side()) = 'msp');
create policy "A client sees who supplies to it" on enrollment for select using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees its own enrollments and no rival's" on enrollment for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()));

create policy "A client sees the suppliers of its program" on organization for select
  using ((select app.side()) = 'client' and id in (select supplier_id from enrollment));
create policy "A supplier sees the clients it supplies" on organization for select
  using ((select app.side()) = 'supplier' and id in (select client_id from enrollment));

do $$ declare t text; begin
  foreach t in array array['program', 'program_terms', 'site', 'department', 'cost_center', 'job'] loop
    execute format('create policy "The MSP keeps every program" on %I using ((select app.side()) = ''msp'')', t);
    execute format('create policy "A client sees its own program" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
    execute format('create policy "A supplier sees the programs it is enrolled in" on %I for select using ((select app.side()) = ''supplier'' and client_id in (select client_id from enrollment))', t);
  end loop;
  foreach t in array array['rate_card_import', 'rate_card_import_refusal', 'rate_card_import_job', 'rate_card_entry'] loop
    execute format('create policy "The MSP keeps every rate card" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
end $$;
-- A client counts its own requisitions and assignments, a supplier never does.
create policy "A client numbers its own documents" on program for update using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A client sees its own rate card" on rate_card_entry for select using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "The MSP keeps the fees" on fee_schedule using ((select app.side()) = 'msp');
create policy "A client sees the fees of its program" on fee_schedule for select using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees only the fees that suppliers bear" on fee_schedule for select
  using ((select app.side()) = 'supplier' and funding = 'supplier' and client_id in (select client_id from enrollment));

-- Currency, zone and week are settled once; only the numbers of documents count on.
grant select, insert on program to muster_app;
grant update (next_requisition_number, next_assignment_number) on program to muster_app;
grant select, insert, update on fee_schedule, site, department, cost_center, job, rate_card_import, rate_card_entry, enrollment to muster_app;
grant select, insert on program_terms, rate_card_import_refusal, rate_card_import_job to muster_app;
