-- Personal data: what people ask for, how long things are kept, and account numbers that only their keys can read.

select set_config('app.side', 'msp', true);

-- An account number is stored encrypted, bound to its row; its last four are kept to tell two accounts apart. Rows from
-- before are sealed at the next start, by whoever has the keys; a new one in the clear is refused.
alter table bank_account add account_sealed text check (account_sealed ~ '^v\d+\.'), add account_last_four text;
update bank_account set account_last_four = right(account_number, 4);
alter table bank_account alter account_last_four set not null, alter account_number drop not null;
alter table bank_account add check (length(account_last_four) between 1 and 4),
  add constraint an_account_number_is_there check (num_nonnulls(account_number, account_sealed) = 1);
alter table bank_account add constraint account_numbers_are_sealed check (account_number is null) not valid;

insert into app.lifecycle_transition (thing, from_status, verb, to_status) values
  ('privacy_request', 'open', 'fulfill', 'fulfilled'),
  ('privacy_request', 'open', 'refuse', 'refused'),
  ('privacy_request', 'open', 'withdraw', 'withdrawn');

-- What a person asked for about themselves: a copy of everything, or to be forgotten. Their names are not copied here.
create table privacy_request (
  id uuid primary key default app.uuid7(),
  kind text not null check (kind in ('export', 'erasure')),
  status text not null default 'open' check (status in ('open', 'fulfilled', 'refused', 'withdrawn')),
  -- Somebody whom a supplier presented or employs, or somebody who signs in.
  candidate_id uuid,
  account_id uuid references account,
  supplier_id uuid references organization,
  requested_by uuid not null references account,
  requested_at timestamptz not null default now(),
  due_on date not null,
  handled_by uuid references account,
  handled_at timestamptz,
  ended_reason text check (length(ended_reason) <= 1000),
  foreign key (supplier_id, candidate_id) references candidate (supplier_id, id),
  constraint it_is_about_one_person check (num_nonnulls(candidate_id, account_id) = 1),
  constraint a_candidate_is_of_a_supplier check (candidate_id is null or supplier_id is not null),
  check ((status in ('fulfilled', 'refused')) <= (handled_by is not null and handled_at is not null)),
  check ((status = 'refused') <= (ended_reason is not null))
);
create index privacy_request_due on privacy_request (status, due_on, id);
create index privacy_request_supplier on privacy_request (supplier_id, requested_at desc);
create unique index privacy_request_one_open on privacy_request (kind, coalesce(candidate_id, account_id)) where status = 'open';
select app.guard_by_lifecycle('privacy_request', 'privacy_request');

-- For how long each kind of document or record is kept, counted from what, and on what ground.
create table retention_rule (
  document_type text primary key check (length(document_type) between 1 and 60),
  months integer not null check (months between 1 and 600),
  basis text not null check (length(basis) between 1 and 500),
  changed_by uuid references account,
  changed_at timestamptz not null default now()
);
insert into retention_rule (document_type, months, basis) values
  ('invoice', 120, 'Ten years is the longest of the usual duties for invoices and books: Germany § 147 AO and § 14b UStG (eight years since 2025), France Code de commerce L123-22 (ten); the US IRS asks for three to seven.'),
  ('timesheet', 84, 'Payroll records: US 29 CFR 516.5 three years and state claims up to six; UK six years. Seven covers them.'),
  ('candidate', 24, 'People who were never placed: the EU asks for no longer than needed (GDPR Art. 5(1)(e)); the US EEOC for at least one year (29 CFR 1602.14), two for federal contractors (41 CFR 60-1.12).'),
  ('mail', 12, 'Copies of messages that were sent: kept for questions about what was said, and no longer than needed.'),
  ('invitation', 6, 'Invitations that were used or ran out.'),
  ('sign_in_attempt', 3, 'Kept to recognize guessing: security of processing, GDPR Art. 32.'),
  ('session', 1, 'Sessions that have ended.'),
  ('privacy_request', 36, 'Proof that a request was answered, as long as claims can be made.');

select app.wall('privacy_request'), app.wall('retention_rule');
create policy "The MSP handles what people ask for" on privacy_request using ((select app.side()) = 'msp');
create policy "A supplier asks for its own people" on privacy_request
  using ((select app.side()) = 'supplier' and supplier_id = (select app.supplier_id()) and candidate_id is not null and (select app.worker_id()) is null);
create policy "People see what they asked for" on privacy_request for select using (account_id = (select app.account_id()));
create policy "People ask for themselves" on privacy_request for insert
  with check (account_id = (select app.account_id()) and requested_by = (select app.account_id()) and candidate_id is null);
create policy "People take back what they asked for" on privacy_request for update
  using (account_id = (select app.account_id())) with check (account_id = (select app.account_id()) and status = 'withdrawn');
create policy "The MSP keeps the retention rules" on retention_rule using ((select app.side()) = 'msp');
grant select, insert, update on privacy_request to muster_app;
grant select, insert, update on retention_rule to muster_app;

-- What may be removed, and by whom: nothing that a document refers to, which foreign keys refuse.
grant delete on stored_file, mail, mail_message, invitation, sign_in_attempt, privacy_request to muster_app;
create policy "Only the MSP removes files" on stored_file as restrictive for delete using ((select app.side()) = 'msp');
create policy "Only the MSP removes invitations" on invitation as restrictive for delete using ((select app.side()) = 'msp');
create policy "Only the MSP removes requests" on privacy_request as restrictive for delete
  using ((select app.side()) = 'msp' and status <> 'open');

select set_config('app.side', '', true);
