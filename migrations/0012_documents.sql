-- Documents of every kind: invoices, self-bills, fee invoices, credit memos, overpayments. One thing seen from two sides.
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);

-- What the lines say it is for; runs post it, corrections post it, a month's fees post it, a receipt posts it.
create table correction (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  number integer not null,
  kind text not null check (kind in ('credit', 'credit_rebill')),
  status text not null default 'draft' check (status in ('draft', 'pending_approval', 'issued', 'rejected', 'cancelled')),
  reason_code text not null check (reason_code in ('rate', 'duplicate', 'quality', 'agreement', 'dispute', 'other')),
  reason text not null check (length(reason) between 1 and 1000),
  -- What whoever proposed it saw, and what whoever approved it was shown.
  preview jsonb not null,
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  decided_reason text check (length(decided_reason) <= 1000),
  unique (client_id, number), unique (client_id, id),
  constraint nobody_approves_their_own_correction check (decided_by <> created_by)
);
create index correction_newest on correction (client_id, created_at desc, id desc);
select app.guard_by_lifecycle('correction', 'correction');
alter table charge add foreign key (client_id, correction_id) references correction (client_id, id);
-- What is taken back of a charge, and what stands in its place. A charge whose days now fall under two rates has two lines.
create table correction_line (
  correction_id uuid not null,
  place smallint not null,
  client_id uuid not null,
  charge_id bigint not null references charge,
  credit_minor bigint not null check (credit_minor >= 0),
  rebill_minutes integer check (rebill_minutes > 0),
  rebill_rate numeric(10, 4) check (rebill_rate >= 0),
  rebill_rate_id uuid references assignment_rate,
  rebill_service_from date,
  rebill_amount_minor bigint check (rebill_amount_minor >= 0),
  primary key (correction_id, place),
  foreign key (client_id, correction_id) references correction (client_id, id),
  check (credit_minor > 0 or rebill_amount_minor is not null)
);
create trigger correction_line_stands before update or delete on correction_line for each row execute function app.refuse_change();

alter table program add column next_correction_number integer not null default 1;
grant update (next_correction_number) on program to muster_app;

alter table invoice
  drop constraint invoice_kind_check, drop constraint invoice_status_check, drop constraint invoice_check, drop constraint invoice_check1,
  alter column billing_run_id drop not null,
  add column correction_id uuid,
  -- The month of a fee invoice.
  add column fee_month date,
  add column receipt_id uuid,
  -- The document that this one takes back or follows.
  add column refers_to uuid,
  add column other_minor bigint not null default 0,
  add column discount_minor bigint not null default 0,
  add column tax_minor bigint not null default 0;
alter table invoice
  add constraint invoice_kind_check check (kind in ('client_invoice', 'self_bill', 'fee_invoice', 'client_credit', 'supplier_credit', 'overpayment')),
  add constraint invoice_status_check check (status in ('issued', 'approved', 'partially_paid', 'paid', 'payable', 'scheduled', 'remitted', 'applied')),
  add constraint invoice_adds_up check (total_minor = time_minor + other_minor + discount_minor + fee_minor + tax_minor),
  add constraint supplier_documents_have_a_supplier check ((kind in ('self_bill', 'supplier_credit')) = (supplier_id is not null)),
  add constraint credits_are_credits check (kind not in ('client_credit', 'supplier_credit', 'overpayment') or total_minor <= 0),
  add constraint invoice_has_an_origin check (num_nonnulls(billing_run_id, correction_id, fee_month, receipt_id) = 1),
  add column side text not null generated always as (case when kind in ('self_bill', 'supplier_credit') then 'supplier' else 'client' end) stored,
  add foreign key (client_id, correction_id) references correction (client_id, id),
  add foreign key (client_id, refers_to) references invoice (client_id, id);
create index invoice_correction on invoice (correction_id) where correction_id is not null;
create unique index one_fee_invoice_a_month on invoice (client_id, fee_month) where fee_month is not null;
create index invoice_supplier_all on invoice (supplier_id, issued_on desc, id desc) where supplier_id is not null;

-- Each kind of document moves along its own lifecycle.
drop trigger guard_lifecycle on invoice;
create function app.guard_document_lifecycle() returns trigger language plpgsql set enable_nestloop = off as $$
declare bad record;
begin
  select n.kind, o.status as was, n.status as wanted into bad
  from after_rows n join before_rows o on o.id = n.id
  where n.status is distinct from o.status
    and not exists (select from app.lifecycle_transition t
                    where t.thing = n.kind and t.from_status = o.status and t.to_status = n.status)
  limit 1;
  if found then
    raise exception 'illegal transition of %: % to %', bad.kind, bad.was, bad.wanted using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger guard_lifecycle after update on invoice referencing old table as before_rows new table as after_rows
  for each statement execute function app.guard_document_lifecycle();
-- A generated column is not there yet before an update, so the comparison leaves it out.
drop trigger issued_invoices_stand on invoice;
create function app.only_the_status_moves() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'status' - 'side' is distinct from to_jsonb(old) - 'status' - 'side' then
    raise exception '% is never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger issued_invoices_stand before update on invoice for each row execute function app.only_the_status_moves();
insert into app.lifecycle_transition values
  ('client_invoice', 'issued', 'pay_part', 'partially_paid'),
  ('client_invoice', 'approved', 'pay_part', 'partially_paid'),
  ('client_invoice', 'issued', 'pay', 'paid'),
  ('client_invoice', 'approved', 'pay', 'paid'),
  ('client_invoice', 'partially_paid', 'pay', 'paid'),
  ('fee_invoice', 'issued', 'approve', 'approved'),
  ('fee_invoice', 'issued', 'pay_part', 'partially_paid'),
  ('fee_invoice', 'approved', 'pay_part', 'partially_paid'),
  ('fee_invoice', 'issued', 'pay', 'paid'),
  ('fee_invoice', 'approved', 'pay', 'paid'),
  ('fee_invoice', 'partially_paid', 'pay', 'paid'),
  ('self_bill', 'issued', 'release', 'payable'),
  ('self_bill', 'payable', 'schedule', 'scheduled'),
  ('self_bill', 'scheduled', 'return', 'payable'),
  ('self_bill', 'scheduled', 'remit', 'remitted'),
  ('self_bill', 'remitted', 'return', 'payable'),
  ('client_credit', 'issued', 'apply', 'applied'),
  ('supplier_credit', 'issued', 'apply', 'applied'),
  ('supplier_credit', 'applied', 'return', 'issued'),
  ('overpayment', 'issued', 'apply', 'applied'),
  ('correction', 'draft', 'submit', 'pending_approval'),
  ('correction', 'draft', 'cancel', 'cancelled'),
  ('correction', 'pending_approval', 'issue', 'issued'),
  ('correction', 'pending_approval', 'reject', 'rejected'),
  ('correction', 'pending_approval', 'cancel', 'cancelled');

alter table invoice_line disable trigger invoice_line_stands;
alter table invoice_line
  drop constraint invoice_line_kind_check, drop constraint invoice_line_check, drop constraint invoice_line_check1,
  drop constraint invoice_line_charge_id_kind_key,
  alter column timesheet_id drop not null,
  alter column bill_rate drop not null,
  add column discount_minor bigint not null default 0,
  add column tax_minor bigint not null default 0,
  add column service_from date,
  add column purchase_order_id uuid,
  add constraint invoice_line_kind_check check (kind in ('client_invoice', 'self_bill', 'client_credit', 'supplier_credit')),
  add constraint invoice_line_adds_up check (total_minor = amount_minor + discount_minor + fee_minor + tax_minor),
  add column side text not null generated always as (case when kind in ('self_bill', 'supplier_credit') then 'supplier' else 'client' end) stored;
update invoice_line set service_from = week_ends_on - 6;
alter table invoice_line alter column service_from set not null;
alter table invoice_line enable trigger invoice_line_stands;
-- Every charge stands on one document of each side, never on two.
create unique index invoice_line_once on invoice_line (charge_id, side);
create index invoice_line_purchase_order on invoice_line (purchase_order_id, invoice_id) where purchase_order_id is not null;

alter table invoice_line_fee
  drop constraint invoice_line_fee_check,
  -- A cent may have been pushed here from another line of the statement, or cut by a cap.
  add column capped boolean not null default false,
  add constraint fee_of_its_base check (capped or abs(fee_minor - base_minor * fraction) <= 2);

-- Tax as it is owed: once for each rule and document, on the sum of its bases (EN 16931, BR-CO-17) …
create table invoice_tax (
  id bigint generated always as identity primary key,
  invoice_id uuid not null,
  client_id uuid not null,
  supplier_id uuid,
  leg text not null check (leg in ('supply', 'client_fee', 'supplier_fee')),
  tax_rule_id uuid references tax_rule,
  certificate_id uuid references exemption_certificate,
  jurisdiction text not null,
  base text not null check (base in ('full', 'fee_only', 'none')),
  rate numeric(9, 6) not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  -- Why there is none.
  reason text not null default '',
  -- Taken back from another document, as it stood there.
  takes_back boolean not null default false,
  foreign key (client_id, invoice_id) references invoice (client_id, id),
  check (takes_back or abs(tax_minor - base_minor * rate) <= 1),
  check (rate > 0 or reason <> '')
);
create index invoice_tax_invoice on invoice_tax (invoice_id);
-- … and as the lines bear it.
create table invoice_line_tax (
  charge_id bigint not null,
  side text not null check (side in ('client', 'supplier')),
  leg text not null check (leg in ('supply', 'client_fee', 'supplier_fee')),
  invoice_id uuid not null,
  client_id uuid not null,
  supplier_id uuid not null,
  tax_rule_id uuid not null references tax_rule,
  rate numeric(9, 6) not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  primary key (charge_id, side, leg),
  check (abs(tax_minor - base_minor * rate) <= 2)
);
create index invoice_line_tax_invoice on invoice_line_tax (invoice_id);

-- Which discount a run gave whom, and from what it came.
create table posted_discount (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  supplier_id uuid not null,
  billing_run_id uuid,
  correction_id uuid,
  schedule_id uuid not null,
  method text not null,
  before_minor bigint not null,
  gross_minor bigint not null,
  discount_minor bigint not null check (discount_minor >= 0),
  foreign key (client_id, schedule_id) references discount_schedule (client_id, id),
  foreign key (client_id, billing_run_id) references billing_run (client_id, id),
  check (num_nonnulls(billing_run_id, correction_id) = 1)
);
create index posted_discount_run on posted_discount (billing_run_id, supplier_id);
create index posted_discount_schedule on posted_discount (schedule_id, supplier_id);
-- What discounts count: a supplier's billed amount by week, kept by the transaction that posts it.
create table supplier_week_spend (
  client_id uuid not null,
  supplier_id uuid not null,
  week_ends_on date not null,
  gross_minor bigint not null,
  primary key (client_id, supplier_id, week_ends_on)
);
insert into supplier_week_spend (client_id, supplier_id, week_ends_on, gross_minor)
select client_id, supplier_id, week_ends_on, sum(amount_minor) from invoice_line where kind = 'client_invoice' group by 1, 2, 3;

-- What each cost center bears of a line that is booked by percentage: largest remainder, so that the parts are the whole.
create table invoice_line_split (
  charge_id bigint not null,
  cost_center_id uuid not null,
  invoice_id uuid not null,
  client_id uuid not null,
  percent numeric(7, 4) not null,
  minutes bigint not null,
  amount_minor bigint not null,
  discount_minor bigint not null,
  fee_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  primary key (charge_id, cost_center_id),
  check (total_minor = amount_minor + discount_minor + fee_minor + tax_minor),
  foreign key (client_id, cost_center_id) references cost_center (client_id, id)
);
create index invoice_line_split_invoice on invoice_line_split (invoice_id, charge_id);
create index invoice_line_split_center on invoice_line_split (cost_center_id, charge_id);

-- Lines that come from no charge: flat fees, prompt payment, money on account.
create table invoice_item (
  invoice_id uuid not null,
  client_id uuid not null,
  place smallint not null,
  label text not null check (length(label) between 1 and 120),
  component text not null check (component in ('set_up', 'subscription', 'per_active_worker', 'per_timesheet', 'minimum', 'prompt_payment', 'on_account')),
  flat_fee_id uuid,
  discount_schedule_id uuid,
  quantity numeric(12, 4) not null,
  unit_minor bigint not null,
  amount_minor bigint not null,
  tax_minor bigint not null default 0,
  total_minor bigint not null,
  -- How it came about, in a sentence.
  note text not null default '' check (length(note) <= 400),
  primary key (invoice_id, place),
  foreign key (client_id, invoice_id) references invoice (client_id, id),
  foreign key (client_id, flat_fee_id) references flat_fee (client_id, id),
  foreign key (client_id, discount_schedule_id) references discount_schedule (client_id, id),
  check (total_minor = amount_minor + tax_minor)
);
create trigger invoice_tax_stands before update or delete on invoice_tax for each row execute function app.refuse_change();
create trigger invoice_line_tax_stands before update or delete on invoice_line_tax for each row execute function app.refuse_change();
create trigger invoice_line_split_stands before update or delete on invoice_line_split for each row execute function app.refuse_change();
create trigger invoice_item_stands before update or delete on invoice_item for each row execute function app.refuse_change();
create trigger posted_discount_stands before update or delete on posted_discount for each row execute function app.refuse_change();

create or replace function app.lines_add_up() returns trigger language plpgsql as $$
declare bad text;
begin
  select i.reference into bad
  from (select distinct invoice_id from changed) c
  join invoice i on i.id = c.invoice_id
  join lateral (select count(*) as n, sum(minutes) as minutes,
                       coalesce(sum(amount_minor) filter (where pay_code in ('ST', 'OT', 'DT')), 0) as time,
                       coalesce(sum(amount_minor) filter (where pay_code not in ('ST', 'OT', 'DT')), 0) as other,
                       sum(discount_minor) as discount, sum(fee_minor) as fee, sum(tax_minor) as tax, sum(total_minor) as total
                from invoice_line l where l.invoice_id = i.id) s on true
  where (s.n, s.minutes, s.time, s.other, s.discount, s.fee, s.tax, s.total)
    is distinct from (i.line_count, i.minutes, i.time_minor, i.other_minor, i.discount_minor, i.fee_minor, i.tax_minor, i.total_minor)
  limit 1;
  if found then
    raise exception 'the lines of % do not add up to it', bad using errcode = 'check_violation';
  end if;
  return null;
end $$;
create or replace function app.documents_have_lines() returns trigger language plpgsql as $$
begin
  if new.kind in ('fee_invoice', 'overpayment') or (new.kind = 'client_credit' and new.receipt_id is not null) then
    if (select (count(*), coalesce(sum(amount_minor), 0), coalesce(sum(tax_minor), 0), coalesce(sum(total_minor), 0)) from invoice_item where invoice_id = new.id)
       is distinct from (new.line_count::bigint, (new.fee_minor + new.other_minor)::numeric, new.tax_minor::numeric, new.total_minor::numeric) then
      raise exception 'the items of % do not add up to it', new.reference using errcode = 'check_violation';
    end if;
  elsif (select count(*) from invoice_line where invoice_id = new.id) <> new.line_count then
    raise exception 'the lines of % do not add up to it', new.reference using errcode = 'check_violation';
  end if;
  if (select coalesce(sum(tax_minor), 0) from invoice_tax where invoice_id = new.id) <> new.tax_minor then
    raise exception 'the taxes of % do not add up to it', new.reference using errcode = 'check_violation';
  end if;
  return null;
end $$;
-- Parts come together in one statement. They are set beside their document's lines and summed, without a join: a table
-- that was just filled has no statistics, and a join planned without them is quadratic.
create function app.splits_make_the_line() returns trigger language plpgsql as $$
begin
  if exists (
    select from (
      select charge_id, true as is_part, minutes, amount_minor, discount_minor, fee_minor, tax_minor from changed
      union all
      select charge_id, false, -minutes, -amount_minor, -discount_minor, -fee_minor, -tax_minor from invoice_line
      where invoice_id = any (array(select distinct invoice_id from changed)) and side = 'client') x
    group by charge_id
    having bool_or(is_part)
      and (bool_and(is_part) or (sum(minutes), sum(amount_minor), sum(discount_minor), sum(fee_minor), sum(tax_minor)) is distinct from (0::numeric, 0::numeric, 0::numeric, 0::numeric, 0::numeric))) then
    raise exception 'the parts of a line do not make the line' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger splits_make_the_line after insert on invoice_line_split referencing new table as changed
  for each statement execute function app.splits_make_the_line();

-- What a run would post but somebody must look at first. Released: billed. Excluded: left for a later run.
create table parked_charge (
  billing_run_id uuid not null,
  charge_id bigint not null references charge,
  client_id uuid not null,
  finding text not null check (finding in (
    'over_24_hours', 'outside_assignment', 'above_card', 'purchase_order', 'no_self_billing_agreement')),
  detail text not null check (length(detail) <= 300),
  decision text check (decision in ('released', 'excluded')),
  decided_by uuid references account,
  decided_by_name text,
  decided_at timestamptz,
  reason text check (length(reason) <= 1000),
  primary key (billing_run_id, charge_id, finding),
  foreign key (client_id, billing_run_id) references billing_run (client_id, id),
  check ((decision is null) = (decided_by is null) and (decision is null) = (reason is null))
);
alter table billing_run
  -- What the preview showed, kept as it was seen.
  add column preview jsonb,
  -- A total far above the last ones holds the whole run until somebody releases it, with a reason, at that total.
  add column held_because text check (length(held_because) <= 300),
  add column released_minor bigint,
  add column released_by uuid references account,
  add column released_by_name text,
  add column released_reason text check (length(released_reason) <= 1000);

-- The sums that dashboards read learn of everything that is billed.
alter table client_spend
  add column other_minor bigint not null default 0, add column discount_minor bigint not null default 0, add column tax_minor bigint not null default 0;
alter table supplier_spend
  add column other_minor bigint not null default 0, add column discount_minor bigint not null default 0, add column tax_minor bigint not null default 0;

select app.wall('correction'), app.wall('correction_line'), app.wall('invoice_tax'), app.wall('invoice_line_tax'), app.wall('posted_discount'),
       app.wall('supplier_week_spend'), app.wall('invoice_line_split'), app.wall('invoice_item'), app.wall('parked_charge');
do $$ declare t text; begin
  foreach t in array array['correction', 'correction_line', 'invoice_tax', 'invoice_line_tax', 'posted_discount', 'supplier_week_spend',
                           'invoice_line_split', 'invoice_item', 'parked_charge'] loop
    execute format('create policy "The MSP bills" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
end $$;
alter policy "A client sees its own invoices" on invoice
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and side = 'client');
drop policy "A client approves its own invoices" on invoice;
create policy "A client approves its own invoices" on invoice for update
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and kind in ('client_invoice', 'fee_invoice'));
alter policy "A supplier sees its own self-bills" on invoice
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and side = 'supplier' and (select app.worker_id()) is null);
alter policy "A client sees its own invoice lines" on invoice_line
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and side = 'client');
alter policy "A supplier sees its own self-bill lines" on invoice_line
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and side = 'supplier' and (select app.worker_id()) is null);
create policy "A document's tax goes with it" on invoice_tax for select
  using ((select app.side()) in ('client', 'supplier') and invoice_id in (select id from invoice));
create policy "A client sees the tax it bears" on invoice_line_tax for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and side = 'client');
create policy "A supplier sees the tax of its own lines" on invoice_line_tax for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and side = 'supplier' and (select app.worker_id()) is null);
create policy "A client sees the discounts it gets" on posted_discount for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees the discounts it gives" on posted_discount for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A supplier sees its own weeks" on supplier_week_spend for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client sees its own weeks" on supplier_week_spend for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A client sees how its lines are split" on invoice_line_split for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A client sees the items of its documents" on invoice_item for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));

grant select, insert, update on correction to muster_app;
grant select, insert on correction_line, invoice_tax, invoice_line_tax, posted_discount, invoice_line_split, invoice_item to muster_app;
grant select, insert, update on supplier_week_spend to muster_app;
grant select, insert, update, delete on parked_charge to muster_app;
