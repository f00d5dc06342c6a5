-- Billing: what was approved becomes one consolidated client invoice and one self-bill per supplier, together or not at all.

create table billing_run (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  status text not null default 'open' check (status in ('open', 'previewed', 'finalized', 'discarded')),
  starts_on date not null,
  ends_on date not null,
  -- What the preview found. Finalizing refuses when something else would be billed than was seen.
  previewed_lines integer,
  previewed_minor bigint,
  previewed_at timestamptz,
  previewed_by uuid references account,
  finalize_requested_at timestamptz,
  finalize_requested_by uuid references account,
  finalize_membership_id uuid,
  finalized_at timestamptz,
  last_problem text,
  created_by uuid not null references account,
  created_at timestamptz not null default now(),
  unique (client_id, id),
  check (ends_on >= starts_on),
  -- No two billing periods of a client overlap …
  exclude using gist (client_id with =, daterange(starts_on, ends_on, '[]') with &&) where (status <> 'discarded')
);
create index billing_run_newest on billing_run (client_id, starts_on desc);
alter table time_charge add foreign key (client_id, billing_run_id) references billing_run (client_id, id);
select app.guard_by_lifecycle('billing_run', 'billing_run');

-- … and none leaves a gap behind the one before.
create function app.periods_leave_no_gap() returns trigger language plpgsql as $$
declare last_end date;
begin
  select max(ends_on) into last_end from billing_run
  where client_id = new.client_id and status = 'finalized' and id <> new.id and starts_on < new.starts_on;
  if last_end is not null and new.starts_on <> last_end + 1 then
    raise exception 'the period must start on %, the day after the last one finalized', last_end + 1 using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger periods_leave_no_gap after update of status on billing_run deferrable initially deferred
  for each row when (new.status = 'finalized') execute function app.periods_leave_no_gap();

-- Told from outside the run's own transaction, so that it can be watched while it works.
create table billing_run_progress (
  run_id uuid primary key references billing_run,
  client_id uuid not null references program,
  step text not null,
  done integer not null default 0,
  total integer not null default 0,
  updated_at timestamptz not null default now()
);

-- Numbers without gaps: taken by updating this row inside the transaction that issues the document.
create table number_series (
  legal_entity_id uuid not null references organization,
  series text not null check (series ~ '^[A-Z]{2,4}$'),
  year smallint not null,
  next_number integer not null default 1,
  primary key (legal_entity_id, series, year)
);

-- Client invoices and supplier self-bills are one kind of thing seen from two sides.
create table invoice (
  id uuid primary key default app.uuid7(),
  kind text not null check (kind in ('client_invoice', 'self_bill')),
  client_id uuid not null references program,
  supplier_id uuid references organization,
  billing_run_id uuid not null,
  legal_entity_id uuid not null references organization,
  series text not null,
  year smallint not null,
  number integer not null,
  reference text not null unique,
  status text not null default 'issued' check (status in ('issued', 'approved')),
  currency text not null,
  starts_on date not null,
  ends_on date not null,
  issued_on date not null,
  due_on date not null,
  line_count integer not null check (line_count >= 0),
  minutes bigint not null,
  time_minor bigint not null,
  -- Added for a client, deducted from a supplier: signed as it enters the total.
  fee_minor bigint not null,
  total_minor bigint not null,
  -- Names and addresses as they were on the day of issue.
  parties jsonb not null,
  issued_at timestamptz not null default now(),
  unique (legal_entity_id, series, year, number),
  unique (client_id, id),
  foreign key (client_id, billing_run_id) references billing_run (client_id, id),
  check ((kind = 'self_bill') = (supplier_id is not null)),
  check (total_minor = time_minor + fee_minor)
);
create index invoice_client on invoice (client_id, kind, issued_on desc, id desc);
create index invoice_supplier on invoice (supplier_id, issued_on desc, id desc) where kind = 'self_bill';
create index invoice_newest on invoice (kind, issued_on desc, id desc);
create index invoice_run on invoice (billing_run_id);
select app.guard_by_lifecycle('invoice', 'client_invoice');

create table invoice_line (
  id bigint generated always as identity primary key,
  invoice_id uuid not null,
  kind text not null check (kind in ('client_invoice', 'self_bill')),
  client_id uuid not null,
  supplier_id uuid not null,
  charge_id bigint not null,
  timesheet_id uuid not null,
  assignment_id uuid not null,
  worker_id uuid not null,
  department_id uuid not null,
  job_id uuid not null,
  cost_center_id uuid not null,
  week_ends_on date not null,
  pay_code text not null,
  minutes integer not null,
  bill_rate numeric(10, 4) not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  total_minor bigint not null,
  -- Every approved charge stands on one client invoice and one self-bill, never on two.
  unique (charge_id, kind),
  check (total_minor = amount_minor + fee_minor),
  check (amount_minor = app.line_amount_minor(minutes, bill_rate))
);
create index invoice_line_invoice on invoice_line (invoice_id, id);
create index invoice_line_timesheet on invoice_line (timesheet_id);

-- Which fees a line bears, each from its schedule. The wall follows who bears it.
create table invoice_line_fee (
  charge_id bigint not null,
  fee_schedule_id uuid not null,
  invoice_id uuid not null,
  client_id uuid not null,
  supplier_id uuid not null,
  funding text not null check (funding in ('client', 'supplier')),
  base_minor bigint not null,
  fraction numeric(9, 6) not null,
  fee_minor bigint not null,
  primary key (charge_id, fee_schedule_id),
  check (fee_minor = round(base_minor * fraction))
);
create index invoice_line_fee_invoice on invoice_line_fee (invoice_id);

-- The issued PDF, kept as it was first made, with its hash.
create table invoice_document (
  invoice_id uuid primary key,
  client_id uuid not null,
  media_type text not null default 'application/pdf',
  sha256 text not null,
  content bytea not null,
  made_at timestamptz not null default now(),
  foreign key (client_id, invoice_id) references invoice (client_id, id)
);
alter table invoice_document alter column content set storage external;
create trigger invoice_document_stays before update or delete on invoice_document for each row execute function app.refuse_change();

-- Issued documents never change; only the status moves.
create trigger issued_invoices_stand before update on invoice for each row
  when (to_jsonb(new) - 'status' is distinct from to_jsonb(old) - 'status')
  execute function app.refuse_change();
create trigger invoice_stays before delete on invoice for each row execute function app.refuse_change();
create trigger invoice_line_stands before update or delete on invoice_line for each row execute function app.refuse_change();
create trigger invoice_line_fee_stands before update or delete on invoice_line_fee for each row execute function app.refuse_change();

-- What lines refer to exists and is of the same program. A run writes 100,000 lines in one statement, and a foreign key
-- looks each of them up by itself; this asks once. Nothing it asks for can be removed again, so asking once is enough.
create function app.lines_refer_to_what_is() returns trigger language plpgsql as $$
begin
  if exists (select from changed l
             left join invoice i on i.id = l.invoice_id and i.client_id = l.client_id
             left join time_charge c on c.id = l.charge_id and c.client_id = l.client_id and c.supplier_id = l.supplier_id
             where i.id is null or c.id is null) then
    raise exception 'a line refers to a document or a charge that is not there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger lines_refer_to_what_is after insert on invoice_line referencing new table as changed
  for each statement execute function app.lines_refer_to_what_is();
create trigger fees_refer_to_what_is after insert on invoice_line_fee referencing new table as changed
  for each statement execute function app.lines_refer_to_what_is();
create trigger invoice_is_never_emptied before truncate on invoice for each statement execute function app.refuse_change();
create trigger time_charge_is_never_emptied before truncate on time_charge for each statement execute function app.refuse_change();

-- Lines add up to their document: checked when lines arrive, and once more at commit for a document that got none.
create function app.lines_add_up() returns trigger language plpgsql as $$
declare bad text;
begin
  select i.reference into bad
  from (select distinct invoice_id from changed) c
  join invoice i on i.id = c.invoice_id
  join lateral (select count(*) as n, sum(minutes) as minutes, sum(amount_minor) as amount, sum(fee_minor) as fee, sum(total_minor) as total
                from invoice_line l where l.invoice_id = i.id) s on true
  where (s.n, s.minutes, s.amount, s.fee, s.total) is distinct from (i.line_count, i.minutes, i.time_minor, i.fee_minor, i.total_minor)
  limit 1;
  if found then
    raise exception 'the lines of % do not add up to it', bad using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger lines_add_up after insert on invoice_line referencing new table as changed
  for each statement execute function app.lines_add_up();
create function app.documents_have_lines() returns trigger language plpgsql as $$
begin
  if (select count(*) from invoice_line where invoice_id = new.id) <> new.line_count then
    raise exception 'the lines of % do not add up to it', new.reference using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger documents_have_lines after insert on invoice deferrable initially deferred
  for each row execute function app.documents_have_lines();

-- Double entry. Debits are positive, credits negative; a transaction sums to nothing.
create table ledger_account (
  id uuid primary key default app.uuid7(),
  kind text not null check (kind in ('client_receivable', 'supplier_payable', 'billing_clearing', 'fee_income')),
  client_id uuid not null references program,
  supplier_id uuid references organization,
  currency text not null,
  unique nulls not distinct (kind, client_id, supplier_id, currency)
);
create table ledger_transaction (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  invoice_id uuid not null unique,
  posted_on date not null,
  memo text not null,
  posted_at timestamptz not null default now(),
  foreign key (client_id, invoice_id) references invoice (client_id, id)
);
create table ledger_entry (
  id bigint generated always as identity primary key,
  client_id uuid not null references program,
  transaction_id uuid not null references ledger_transaction,
  account_id uuid not null references ledger_account,
  amount_minor bigint not null check (amount_minor <> 0)
);
create index ledger_entry_transaction on ledger_entry (transaction_id);
create index ledger_entry_account on ledger_entry (account_id, id);
create function app.entries_balance() returns trigger language plpgsql as $$
begin
  if (select coalesce(sum(amount_minor), 0) from ledger_entry where transaction_id = new.transaction_id) <> 0 then
    raise exception 'ledger transaction % does not balance', new.transaction_id using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger entries_balance after insert on ledger_entry deferrable initially deferred
  for each row execute function app.entries_balance();
create trigger ledger_transaction_stands before update or delete on ledger_transaction for each row execute function app.refuse_change();
create trigger ledger_entry_stands before update or delete on ledger_entry for each row execute function app.refuse_change();

-- What was spent, kept by the transaction that posts it, so that a dashboard costs the same after ten years.
-- One table per side: what a client pays and what a supplier gets are walled apart.
create table client_spend (
  client_id uuid not null,
  month date not null, -- the first of the month in which the billing period ends
  supplier_id uuid not null,
  department_id uuid not null,
  job_id uuid not null,
  cost_center_id uuid not null,
  minutes bigint not null,
  overtime_minutes bigint not null,
  time_minor bigint not null,
  fee_minor bigint not null,
  total_minor bigint not null,
  primary key (client_id, month, supplier_id, department_id, job_id, cost_center_id)
);
create table supplier_spend (like client_spend including all);
create index supplier_spend_supplier on supplier_spend (supplier_id, month);

insert into app.lifecycle_transition values
  ('billing_run', 'open', 'preview', 'previewed'),
  ('billing_run', 'open', 'discard', 'discarded'),
  ('billing_run', 'previewed', 'preview', 'previewed'),
  ('billing_run', 'previewed', 'finalize', 'finalized'),
  ('billing_run', 'previewed', 'discard', 'discarded'),
  ('client_invoice', 'issued', 'approve', 'approved');

select app.wall('billing_run'), app.wall('billing_run_progress'), app.wall('number_series'), app.wall('invoice'), app.wall('invoice_line'),
       app.wall('invoice_line_fee'), app.wall('invoice_document'), app.wall('ledger_account'), app.wall('ledger_transaction'),
       app.wall('ledger_entry'), app.wall('client_spend'), app.wall('supplier_spend');

do $$ declare t text; begin
  foreach t in array array['billing_run', 'billing_run_progress', 'number_series', 'invoice', 'invoice_line', 'invoice_line_fee',
                           'invoice_document', 'ledger_account', 'ledger_transaction', 'ledger_entry', 'client_spend', 'supplier_spend'] loop
    execute format('create policy "The MSP bills" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
end $$;
create policy "A client sees its own invoices" on invoice for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and kind = 'client_invoice');
create policy "A client approves its own invoices" on invoice for update
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and kind = 'client_invoice');
create policy "A supplier sees its own self-bills" on invoice for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and kind = 'self_bill' and (select app.worker_id()) is null);
create policy "A client sees its own invoice lines" on invoice_line for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and kind = 'client_invoice');
create policy "A supplier sees its own self-bill lines" on invoice_line for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and kind = 'self_bill' and (select app.worker_id()) is null);
create policy "A client sees the fees it bears" on invoice_line_fee for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and funding = 'client');
create policy "A supplier sees the fees it bears" on invoice_line_fee for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and funding = 'supplier' and (select app.worker_id()) is null);
create policy "A document goes with its invoice" on invoice_document for select
  using ((select app.side()) in ('client', 'supplier') and invoice_id in (select id from invoice));
create policy "A client sees its own spend" on client_spend for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees its own earnings" on supplier_spend for select
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and (select app.worker_id()) is null);

grant select, insert, update on billing_run, billing_run_progress, number_series, client_spend, supplier_spend, ledger_account to muster_app;
grant select, insert on invoice, invoice_line, invoice_line_fee, invoice_document, ledger_transaction, ledger_entry to muster_app;
grant update (status) on invoice to muster_app;
