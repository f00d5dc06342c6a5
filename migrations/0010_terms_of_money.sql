-- What prices, fees, discounts and taxes are agreed, from when to when.
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);

-- Sites that share one card.
create table site_group (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  code text not null check (length(code) between 1 and 20),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  unique (client_id, code), unique (client_id, id)
);
alter table site
  add column site_group_id uuid,
  add column country text not null default 'US' check (country ~ '^[A-Z]{2}$'),
  add foreign key (client_id, site_group_id) references site_group (client_id, id);
alter table job add column service_class text not null default 'temporary_staffing' check (length(service_class) between 1 and 40);

-- A card leads by bill (the most that may be billed) or by pay (the most that may be paid, and the most that may be put on it).
-- `max_bill_rate` is then what the two make: the number that everything else is held against.
alter table rate_card_entry
  add column direction text not null default 'bill' check (direction in ('bill', 'pay')),
  add column max_pay_rate numeric(10, 4) check (max_pay_rate > 0),
  add column max_markup numeric(9, 6) check (max_markup >= 0 and max_markup <= 5),
  add column site_group_id uuid,
  add column supplier_id uuid,
  add column currency text,
  add foreign key (client_id, site_group_id) references site_group (client_id, id),
  add foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  drop constraint rate_card_entry_job_id_effective_excl,
  add constraint cards_do_not_overlap exclude using gist (
    job_id with =, (coalesce(site_group_id, '00000000-0000-0000-0000-000000000000')) with =,
    (coalesce(supplier_id, '00000000-0000-0000-0000-000000000000')) with =, effective with &&),
  add constraint a_pay_led_card_has_pay_and_markup check (
    direction = 'bill' or (max_pay_rate is not null and max_markup is not null and max_bill_rate = round(max_pay_rate * (1 + max_markup), 2)));
update rate_card_entry e set currency = p.currency from program p where p.client_id = e.client_id;
alter table rate_card_entry alter column currency set not null;

-- A file of card rows, looked at before it is posted. What it changes is worked out anew each time from the rows.
create table card_upload (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  file_name text not null check (length(file_name) between 1 and 200),
  content text not null check (length(content) <= 400000),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  posted_at timestamptz,
  unique (client_id, id)
);
create trigger card_upload_posted_once before update on card_upload for each row
  when (old.posted_at is not null or to_jsonb(new) - 'posted_at' is distinct from to_jsonb(old) - 'posted_at')
  execute function app.refuse_change();

-- What a supplier and the program agreed beyond the card.
create table agreement (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  -- How overtime is billed: times the bill rate, the wage premium at cost, or a fixed rate.
  overtime_convention text not null default 'full' check (overtime_convention in ('full', 'premium_at_cost', 'fixed')),
  overtime_burden numeric(9, 6) not null default 0 check (overtime_burden >= 0 and overtime_burden <= 1),
  overtime_rate numeric(10, 4) check (overtime_rate > 0),
  double_time_rate numeric(10, 4) check (double_time_rate > 0),
  max_markup numeric(9, 6) check (max_markup >= 0 and max_markup <= 5),
  -- Null: as the program's terms say.
  supplier_terms_days smallint check (supplier_terms_days between 0 and 180),
  pay_when_paid boolean,
  -- After so many weeks on one assignment the bill rate falls by this fraction; the pay rate does not.
  tenure_weeks smallint check (tenure_weeks between 1 and 260),
  tenure_fraction numeric(9, 6) check (tenure_fraction > 0 and tenure_fraction < 1),
  -- The first days of an assignment that are not billed.
  nonbillable_days smallint not null default 0 check (nonbillable_days between 0 and 30),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  unique (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  check ((overtime_convention = 'fixed') = (overtime_rate is not null)),
  check (overtime_rate is not null or double_time_rate is null),
  check ((tenure_weeks is null) = (tenure_fraction is null)),
  exclude using gist (client_id with =, supplier_id with =, effective with &&)
);
alter table assignment_rate add column agreement_id uuid;

-- A change of an assignment's rates, agreed by the client's side and the supplier.
create table revision (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  assignment_id uuid not null,
  number smallint not null,
  status text not null default 'pending_approval' check (status in (
    'pending_approval', 'pending_supplier', 'scheduled', 'applied', 'rejected', 'declined', 'cancelled')),
  effective_from date not null,
  bill_rate numeric(10, 4) not null check (bill_rate > 0),
  reason text not null check (length(reason) between 1 and 1000),
  proposed_by uuid not null references account,
  proposed_by_name text not null,
  created_at timestamptz not null default now(),
  approved_by uuid references account,
  approved_by_name text,
  approved_at timestamptz,
  accepted_by uuid references account,
  accepted_by_name text,
  accepted_at timestamptz,
  ended_reason text check (length(ended_reason) <= 1000),
  unique (assignment_id, number), unique (client_id, id),
  foreign key (client_id, assignment_id) references assignment (client_id, id),
  foreign key (supplier_id, assignment_id) references assignment (supplier_id, id),
  constraint nobody_approves_their_own_revision check (approved_by <> proposed_by)
);
create unique index revision_one_open on revision (assignment_id) where status in ('pending_approval', 'pending_supplier');
create index revision_client on revision (client_id, created_at desc);
create index revision_supplier on revision (supplier_id, created_at desc);
select app.guard_by_lifecycle('revision', 'revision');
-- What a worker is paid under it: not the client's business.
create table revision_pay (
  revision_id uuid primary key references revision,
  supplier_id uuid not null,
  pay_rate numeric(10, 4) not null check (pay_rate > 0)
);
insert into app.lifecycle_transition values
  ('revision', 'pending_approval', 'approve', 'pending_supplier'),
  ('revision', 'pending_approval', 'reject', 'rejected'),
  ('revision', 'pending_approval', 'cancel', 'cancelled'),
  ('revision', 'pending_supplier', 'accept', 'scheduled'),
  ('revision', 'pending_supplier', 'decline', 'declined'),
  ('revision', 'pending_supplier', 'cancel', 'cancelled'),
  ('revision', 'scheduled', 'apply', 'applied');

alter table fee_schedule
  -- Only for the charges of one supplier; null for all.
  add column supplier_id uuid,
  -- Rounded on each line, or once on a supplier's share of a document with the cents pushed to the largest remainders.
  add column rounding text not null default 'line' check (rounding in ('line', 'statement')),
  add column cap_per_hour numeric(10, 4) check (cap_per_hour > 0),
  add foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  add check (cap_per_hour is null or rounding = 'line'),
  drop constraint fee_schedule_client_id_label_effective_excl,
  add constraint fees_do_not_overlap exclude using gist (client_id with =, label with =,
    (coalesce(supplier_id, '00000000-0000-0000-0000-000000000000')) with =, effective with &&);
drop policy "A supplier sees only the fees that suppliers bear" on fee_schedule;
create policy "A supplier sees only the fees that suppliers bear" on fee_schedule for select
  using ((select app.side()) = 'supplier' and funding = 'supplier' and client_id in (select client_id from enrollment)
         and coalesce(supplier_id, (select app.supplier_id())) = (select app.supplier_id()));

-- Fees that do not hang on an hour. They stand on an invoice of their own.
create table flat_fee (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  label text not null check (length(label) between 1 and 60),
  component text not null check (component in ('set_up', 'subscription', 'per_active_worker', 'per_timesheet', 'minimum')),
  amount_minor bigint not null check (amount_minor > 0),
  -- Who counts as an active worker of a month.
  active_worker text check (active_worker in ('approved_time', 'assigned')),
  -- Raised on each anniversary of its start.
  yearly_indexation numeric(9, 6) not null default 0 check (yearly_indexation >= 0 and yearly_indexation <= 0.5),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_at timestamptz not null default now(),
  unique (client_id, id),
  check ((component = 'per_active_worker') = (active_worker is not null)),
  exclude using gist (client_id with =, component with =, label with =, effective with &&)
);

-- Discounts that grow with what a supplier is paid for, or that come with early payment.
create table discount_schedule (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  supplier_id uuid,
  label text not null check (length(label) between 1 and 60),
  kind text not null check (kind in ('volume', 'prompt_payment')),
  method text check (method in ('graduated', 'cliff_prospective', 'cliff_retroactive')),
  spend_window text check (spend_window in ('year_to_date', 'rolling_52_weeks', 'rolling_13_weeks')),
  -- Spend of the window from before Muster kept it.
  opening_minor bigint not null default 0 check (opening_minor >= 0),
  opening_on date,
  -- Prompt payment: this fraction for payment within so many days of issue.
  fraction numeric(9, 6) check (fraction > 0 and fraction < 1),
  within_days smallint check (within_days between 1 and 90),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_at timestamptz not null default now(),
  unique (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  check ((kind = 'volume') = (method is not null) and (kind = 'volume') = (spend_window is not null)),
  check ((kind = 'prompt_payment') = (fraction is not null) and (kind = 'prompt_payment') = (within_days is not null)),
  check ((opening_minor > 0) = (opening_on is not null)),
  exclude using gist (client_id with =, kind with =, (coalesce(supplier_id, '00000000-0000-0000-0000-000000000000')) with =, effective with &&)
);
create table discount_tier (
  schedule_id uuid not null,
  client_id uuid not null,
  from_minor bigint not null check (from_minor >= 0),
  fraction numeric(9, 6) not null check (fraction >= 0 and fraction < 1),
  primary key (schedule_id, from_minor),
  foreign key (client_id, schedule_id) references discount_schedule (client_id, id) on delete cascade
);

-- Tax is data with a source and a date. What is taxed (the work, the client's fee, the supplier's fee), where, for whom, on what.
create table tax_rule (
  id uuid primary key default app.uuid7(),
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text not null check (length(region) <= 80),
  service_class text not null check (length(service_class) between 1 and 40),
  buyer_type text check (buyer_type in ('business', 'hospital', 'government', 'nonprofit')), -- null: any
  leg text not null check (leg in ('supply', 'client_fee', 'supplier_fee')),
  base text not null check (base in ('full', 'fee_only', 'none')),
  rate numeric(9, 6) not null check (rate >= 0 and rate < 1),
  jurisdiction text not null check (length(jurisdiction) between 1 and 60),
  -- Printed where the tax is zero.
  reason text not null default '' check (length(reason) <= 300),
  source text not null check (length(source) between 1 and 300),
  sourced_on date not null,
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_by uuid references account,
  created_at timestamptz not null default now(),
  check ((base = 'none') = (rate = 0)),
  check (base <> 'none' or reason <> ''),
  exclude using gist (country with =, region with =, service_class with =, (coalesce(buyer_type, '')) with =, leg with =, effective with &&)
);
create table exemption_certificate (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  country text not null check (country ~ '^[A-Z]{2}$'),
  region text not null check (length(region) <= 80),
  number text not null check (length(number) between 1 and 60),
  reason text not null check (length(reason) between 1 and 300),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  file_id uuid references stored_file,
  created_by uuid references account,
  created_at timestamptz not null default now(),
  unique (client_id, id),
  exclude using gist (client_id with =, country with =, region with =, effective with &&)
);
-- A supplier's consent that its invoices are written for it.
create table self_billing_agreement (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  tax_number text not null check (length(tax_number) between 1 and 40),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective) and not upper_inf(effective)),
  consented_by uuid not null references account,
  consented_by_name text not null,
  consented_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id),
  exclude using gist (client_id with =, supplier_id with =, effective with &&) where (ended_at is null)
);

-- Money that a client has set aside. What is consumed never exceeds funds and tolerance, whoever consumes at the same moment.
create table purchase_order (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  number text not null check (length(number) between 1 and 40),
  funds_minor bigint not null check (funds_minor >= 0),
  tolerance_fraction numeric(9, 6) not null default 0 check (tolerance_fraction >= 0 and tolerance_fraction <= 1),
  consumed_minor bigint not null default 0,
  effective daterange not null check (not isempty(effective)),
  closed_on date,
  created_at timestamptz not null default now(),
  unique (client_id, number), unique (client_id, id),
  constraint purchase_orders_are_not_overdrawn check (consumed_minor <= funds_minor + floor(funds_minor * tolerance_fraction))
);
alter table assignment
  add column purchase_order_id uuid,
  add foreign key (client_id, purchase_order_id) references purchase_order (client_id, id);
alter table charge add foreign key (client_id, purchase_order_id) references purchase_order (client_id, id);
-- A year's budget of a cost center.
create table budget (
  client_id uuid not null references program,
  cost_center_id uuid not null,
  year smallint not null check (year between 2000 and 2100),
  amount_minor bigint not null check (amount_minor > 0),
  updated_at timestamptz not null default now(),
  primary key (client_id, cost_center_id, year),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);

select app.wall('site_group'), app.wall('card_upload'), app.wall('agreement'), app.wall('revision'), app.wall('revision_pay'), app.wall('flat_fee'),
       app.wall('discount_schedule'), app.wall('discount_tier'), app.wall('tax_rule'), app.wall('exemption_certificate'),
       app.wall('self_billing_agreement'), app.wall('purchase_order'), app.wall('budget');
do $$ declare t text; begin
  foreach t in array array['site_group', 'card_upload', 'agreement', 'revision', 'revision_pay', 'flat_fee', 'discount_schedule', 'discount_tier',
                           'tax_rule', 'exemption_certificate', 'self_billing_agreement', 'purchase_order', 'budget'] loop
    execute format('create policy "The MSP keeps it" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
  foreach t in array array['site_group', 'agreement', 'flat_fee', 'discount_schedule', 'discount_tier', 'exemption_certificate', 'purchase_order', 'budget'] loop
    execute format('create policy "A client sees its own program" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
end $$;
create policy "A supplier sees the site groups of its programs" on site_group for select
  using ((select app.side()) = 'supplier' and client_id in (select client_id from enrollment));
create policy "A supplier sees its own agreements" on agreement for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client revises its own assignments" on revision
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier answers revisions of its own assignments" on revision
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier keeps its own workers' pay" on revision_pay
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier sees the discounts it grants" on discount_schedule for select
  using ((select app.side()) = 'supplier' and kind = 'volume' and client_id in (select client_id from enrollment)
         and coalesce(supplier_id, (select app.supplier_id())) = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier sees the tiers of discounts it grants" on discount_tier for select
  using ((select app.side()) = 'supplier' and schedule_id in (select id from discount_schedule));
create policy "Tax law is everybody's" on tax_rule for select using ((select app.side()) in ('client', 'supplier'));
create policy "A supplier consents to self-billing" on self_billing_agreement
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client keeps its own budget" on budget
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));

grant select, insert, update on site_group, agreement, revision, flat_fee, discount_schedule, tax_rule, exemption_certificate,
  self_billing_agreement, purchase_order, budget to muster_app;
grant select, insert on revision_pay, discount_tier, card_upload to muster_app;
grant update (posted_at) on card_upload to muster_app;
