-- Money in and money out, and the books under both.
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);

-- How far a document is settled. One row a document, locked by whoever settles: two payments never settle the same cent.
create table invoice_balance (
  invoice_id uuid primary key,
  client_id uuid not null,
  supplier_id uuid,
  side text not null check (side in ('client', 'supplier')),
  total_minor bigint not null,
  settled_minor bigint not null default 0,
  settled_on date,
  foreign key (client_id, invoice_id) references invoice (client_id, id),
  constraint settled_within_the_total check (settled_minor between least(0, total_minor) and greatest(0, total_minor))
);
create index invoice_balance_open on invoice_balance (client_id, side) where settled_minor <> total_minor;
insert into invoice_balance (invoice_id, client_id, supplier_id, side, total_minor)
select id, client_id, supplier_id, side, total_minor from invoice;
create function app.open_balance() returns trigger language plpgsql as $$
begin
  insert into invoice_balance (invoice_id, client_id, supplier_id, side, total_minor)
  values (new.id, new.client_id, new.supplier_id, new.side, new.total_minor);
  return null;
end $$;
create trigger open_balance after insert on invoice for each row execute function app.open_balance();

-- What a client paid.
create table receipt (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  received_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  bank_reference text not null check (length(bank_reference) between 1 and 80),
  note text not null default '' check (length(note) <= 400),
  recorded_by uuid not null references account,
  recorded_by_name text not null,
  created_at timestamptz not null default now(),
  unique (client_id, bank_reference), unique (client_id, id)
);
create index receipt_newest on receipt (client_id, received_on desc, id desc);
create trigger receipt_stands before update or delete on receipt for each row execute function app.refuse_change();
alter table invoice add foreign key (client_id, receipt_id) references receipt (client_id, id);

-- One step of settling one document: by a receipt, by a payment, or against another document.
create table settlement (
  id bigint generated always as identity primary key,
  invoice_id uuid not null,
  client_id uuid not null,
  supplier_id uuid,
  side text not null check (side in ('client', 'supplier')),
  amount_minor bigint not null check (amount_minor <> 0),
  receipt_id uuid,
  payment_id uuid,
  against_invoice_id uuid,
  settled_on date not null,
  created_at timestamptz not null default now(),
  foreign key (client_id, invoice_id) references invoice (client_id, id),
  foreign key (client_id, against_invoice_id) references invoice (client_id, id),
  foreign key (client_id, receipt_id) references receipt (client_id, id),
  check (num_nonnulls(receipt_id, payment_id, against_invoice_id) >= 1)
);
create index settlement_invoice on settlement (invoice_id);
create index settlement_receipt on settlement (receipt_id) where receipt_id is not null;
create index settlement_payment on settlement (payment_id) where payment_id is not null;
create trigger settlement_stands before update or delete on settlement for each row execute function app.refuse_change();
create function app.settle() returns trigger language plpgsql as $$
begin
  update invoice_balance set settled_minor = settled_minor + new.amount_minor, settled_on = greatest(settled_on, new.settled_on)
  where invoice_id = new.invoice_id and side = new.side;
  if not found then
    raise exception 'there is no balance to settle' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger settle after insert on settlement for each row execute function app.settle();

-- Lines for which the client's money has come: oldest first, as far as it reaches.
create table funded_charge (
  charge_id bigint primary key references charge,
  client_id uuid not null,
  supplier_id uuid not null,
  funded_on date not null
);

-- Where a supplier wants its money. A change takes a second person and waits.
create table bank_account (
  id uuid primary key default app.uuid7(),
  supplier_id uuid not null references organization,
  status text not null default 'proposed' check (status in ('proposed', 'confirmed', 'rejected', 'replaced')),
  holder text not null check (length(holder) between 1 and 140),
  -- An IBAN, or an account number with the bank's clearing code.
  account_number text not null check (account_number ~ '^[A-Z0-9]{4,34}$'),
  bank_code text not null check (bank_code ~ '^[A-Z0-9]{4,12}$'),
  bank_code_kind text not null check (bank_code_kind in ('BIC', 'USABA', 'GBDSC')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  proposed_by uuid not null references account,
  proposed_by_name text not null,
  proposed_at timestamptz not null default now(),
  confirmed_by uuid references account,
  confirmed_by_name text,
  confirmed_at timestamptz,
  -- Payments go there from this moment on: the cool-off.
  usable_from timestamptz,
  unique (supplier_id, id),
  constraint a_second_person_confirms_bank_details check (confirmed_by <> proposed_by),
  check ((status in ('confirmed', 'replaced')) <= (confirmed_by is not null and usable_from is not null))
);
create index bank_account_supplier on bank_account (supplier_id, proposed_at desc);
create unique index bank_account_one_proposed on bank_account (supplier_id) where status = 'proposed';
select app.guard_by_lifecycle('bank_account', 'bank_account');

create table payment_run (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  number integer not null,
  status text not null default 'draft' check (status in ('draft', 'approved', 'sent', 'settled', 'returned', 'cancelled')),
  pay_on date not null,
  total_minor bigint not null,
  payment_count integer not null,
  currency text not null,
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  approved_by uuid references account,
  approved_by_name text,
  approved_at timestamptz,
  -- The MSP's own account that it is paid from, fixed when it is sent, so that its file never changes.
  debtor_account_id uuid references bank_account,
  sent_at timestamptz,
  settled_at timestamptz,
  ended_reason text check (length(ended_reason) <= 1000),
  unique (client_id, number), unique (client_id, id),
  constraint the_maker_of_a_payment_run_is_not_its_checker check (approved_by <> created_by)
);
create index payment_run_newest on payment_run (client_id, created_at desc, id desc);
select app.guard_by_lifecycle('payment_run', 'payment_run');
alter table program add column next_payment_run_number integer not null default 1;
grant update (next_payment_run_number) on program to muster_app;

create table payment (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  supplier_id uuid not null,
  payment_run_id uuid not null,
  reference text not null unique,
  status text not null default 'prepared' check (status in ('prepared', 'sent', 'settled', 'returned', 'cancelled')),
  amount_minor bigint not null check (amount_minor > 0),
  bank_account_id uuid not null,
  value_on date not null,
  bank_trace text check (length(bank_trace) <= 80),
  returned_reason text check (length(returned_reason) <= 1000),
  created_at timestamptz not null default now(),
  unique (client_id, id), unique (payment_run_id, supplier_id),
  -- A supplier's money goes to its own account and to no rival's.
  foreign key (supplier_id, bank_account_id) references bank_account (supplier_id, id),
  foreign key (client_id, payment_run_id) references payment_run (client_id, id),
  foreign key (client_id, supplier_id) references enrollment (client_id, supplier_id)
);
create index payment_supplier on payment (supplier_id, value_on desc, id desc);
select app.guard_by_lifecycle('payment', 'payment');
-- What a payment pays: documents and, negative, credits taken off.
create table payment_item (
  payment_id uuid not null,
  invoice_id uuid not null,
  client_id uuid not null,
  supplier_id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  -- Why less is paid than the document says; empty where it is paid in full.
  short_reason text not null default '' check (length(short_reason) <= 200),
  -- Set when the payment was cancelled or returned: then it pays nothing, and the document may be paid again.
  released_at timestamptz,
  primary key (payment_id, invoice_id),
  foreign key (client_id, payment_id) references payment (client_id, id),
  foreign key (client_id, invoice_id) references invoice (client_id, id)
);
-- Two payment runs never pay one document.
create unique index payment_item_once on payment_item (invoice_id) where released_at is null;
alter table settlement add foreign key (client_id, payment_id) references payment (client_id, id);
insert into app.lifecycle_transition values
  ('bank_account', 'proposed', 'confirm', 'confirmed'),
  ('bank_account', 'proposed', 'reject', 'rejected'),
  ('bank_account', 'confirmed', 'replace', 'replaced'),
  ('payment_run', 'draft', 'approve', 'approved'),
  ('payment_run', 'draft', 'cancel', 'cancelled'),
  ('payment_run', 'approved', 'cancel', 'cancelled'),
  ('payment_run', 'approved', 'send', 'sent'),
  ('payment_run', 'sent', 'settle', 'settled'),
  ('payment_run', 'sent', 'return', 'returned'),
  ('payment', 'prepared', 'send', 'sent'),
  ('payment', 'prepared', 'cancel', 'cancelled'),
  ('payment', 'sent', 'settle', 'settled'),
  ('payment', 'sent', 'return', 'returned'),
  -- Banks return money also after they have booked it.
  ('payment', 'settled', 'return', 'returned');

-- The books know more than invoices now.
alter table ledger_account drop constraint ledger_account_kind_check,
  add constraint ledger_account_kind_check check (kind in (
    'client_receivable', 'supplier_payable', 'billing_clearing', 'fee_income', 'tax_payable', 'bank',
    'accrued_receivable', 'accrued_payable', 'accrued_fee', 'accrued_tax'));

-- What is earned by the end of a month and not invoiced.
create table accrual (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  month date not null check (extract(day from month) = 1),
  as_of date not null,
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  client_minor bigint not null,
  supplier_minor bigint not null,
  fee_minor bigint not null,
  tax_minor bigint not null,
  unique (client_id, month), unique (client_id, id),
  check (client_minor - supplier_minor - fee_minor - tax_minor = 0)
);
create table accrual_line (
  id bigint generated always as identity primary key,
  accrual_id uuid not null,
  client_id uuid not null,
  supplier_id uuid,
  class text not null check (class in ('approved', 'submitted', 'estimated', 'expenses', 'flat_fee')),
  assignment_id uuid,
  cost_center_id uuid,
  purchase_order_id uuid,
  minutes integer not null default 0,
  amount_minor bigint not null,
  fee_minor bigint not null default 0,
  tax_minor bigint not null default 0,
  client_minor bigint not null,
  supplier_minor bigint not null,
  method text not null check (length(method) between 1 and 300),
  foreign key (client_id, accrual_id) references accrual (client_id, id)
);
create index accrual_line_accrual on accrual_line (accrual_id, id);
create trigger accrual_stands before update or delete on accrual for each row execute function app.refuse_change();
create trigger accrual_line_stands before update or delete on accrual_line for each row execute function app.refuse_change();

alter table ledger_transaction
  alter column invoice_id drop not null,
  add column receipt_id uuid,
  add column payment_id uuid,
  add column accrual_id uuid,
  -- The transaction that this one takes back: a returned payment, an accrual on the first of the next month.
  add column reverses_id uuid references ledger_transaction,
  add foreign key (client_id, receipt_id) references receipt (client_id, id),
  add foreign key (client_id, payment_id) references payment (client_id, id),
  add foreign key (client_id, accrual_id) references accrual (client_id, id),
  add check (num_nonnulls(invoice_id, receipt_id, payment_id, accrual_id, reverses_id) = 1);
create unique index ledger_transaction_receipt on ledger_transaction (receipt_id) where receipt_id is not null;
create unique index ledger_transaction_payment on ledger_transaction (payment_id) where payment_id is not null;
create unique index ledger_transaction_accrual on ledger_transaction (accrual_id) where accrual_id is not null;
create unique index ledger_transaction_reverses on ledger_transaction (reverses_id) where reverses_id is not null;
create index ledger_transaction_posted on ledger_transaction (client_id, posted_on, id);

-- A closed month accepts no posting. Reopening takes a second person.
create table ledger_period (
  client_id uuid not null references program,
  month date not null check (extract(day from month) = 1),
  id uuid not null default app.uuid7() unique,
  status text not null default 'closed' check (status in ('closed', 'reopening', 'open')),
  closed_by uuid not null references account,
  closed_by_name text not null,
  closed_at timestamptz not null default now(),
  reopen_asked_by uuid references account,
  reopen_asked_by_name text,
  reopen_reason text check (length(reopen_reason) <= 1000),
  reopened_by uuid references account,
  reopened_by_name text,
  reopened_at timestamptz,
  primary key (client_id, month),
  constraint reopening_takes_two check (reopened_by <> reopen_asked_by)
);
select app.guard_by_lifecycle('ledger_period', 'ledger_period');
insert into app.lifecycle_transition values
  ('ledger_period', 'closed', 'ask_to_reopen', 'reopening'),
  ('ledger_period', 'reopening', 'keep_closed', 'closed'),
  ('ledger_period', 'reopening', 'reopen', 'open'),
  ('ledger_period', 'open', 'close', 'closed');
create function app.closed_months_are_closed() returns trigger language plpgsql as $$
begin
  -- Closing takes this lock for itself, so no posting slips in beside it.
  perform pg_advisory_xact_lock_shared(hashtextextended('ledger:' || new.client_id, 0));
  if exists (select from ledger_period p where p.client_id = new.client_id and p.status in ('closed', 'reopening') and p.month = date_trunc('month', new.posted_on)::date) then
    raise exception 'the books of % are closed', to_char(new.posted_on, 'FMMonth YYYY') using errcode = 'check_violation', constraint = 'closed_months_are_closed';
  end if;
  return new;
end $$;
create trigger closed_months_are_closed before insert on ledger_transaction for each row execute function app.closed_months_are_closed();

select app.wall('invoice_balance'), app.wall('receipt'), app.wall('settlement'), app.wall('funded_charge'), app.wall('bank_account'),
       app.wall('payment_run'), app.wall('payment'), app.wall('payment_item'), app.wall('accrual'), app.wall('accrual_line'), app.wall('ledger_period');
do $$ declare t text; begin
  foreach t in array array['invoice_balance', 'receipt', 'settlement', 'funded_charge', 'bank_account', 'payment_run', 'payment',
                           'payment_item', 'accrual', 'accrual_line', 'ledger_period'] loop
    execute format('create policy "The MSP pays and keeps the books" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
  foreach t in array array['invoice_balance', 'settlement'] loop
    execute format('create policy "A client sees what it settled" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()) and side = ''client'')', t);
    execute format('create policy "A supplier sees what was settled with it" on %I for select using ((select app.side()) = ''supplier'' and supplier_id = (select app.supplier_id()) and side = ''supplier'' and (select app.worker_id()) is null)', t);
  end loop;
  foreach t in array array['funded_charge', 'payment', 'payment_item'] loop
    execute format('create policy "A supplier sees its own payments" on %I for select using ((select app.side()) = ''supplier'' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null)', t);
  end loop;
end $$;
create policy "A client sees its own receipts" on receipt for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier keeps its own bank details" on bank_account
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);
create policy "A client sees its own accruals" on accrual for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A client sees its own accrual lines" on accrual_line for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A client sees which months are closed" on ledger_period for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));

grant select, insert, update on invoice_balance, bank_account, payment_run, payment, ledger_period to muster_app;
grant select, insert on receipt, settlement, funded_charge, payment_item, accrual, accrual_line to muster_app;
grant update (released_at) on payment_item to muster_app;
