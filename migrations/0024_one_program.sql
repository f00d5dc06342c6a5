-- What refers to a thing of a program is of that program: keys carry the tenant. Foreign keys see through walls, so that
-- without it a row could point at a thing of another program whose id somebody knew.
select set_config('app.side', 'msp', true);

alter table rate_card_entry add unique (client_id, id);
alter table assignment_rate
  add unique (client_id, id),
  drop constraint assignment_rate_rate_card_entry_id_fkey,
  add constraint assignment_rate_rate_card_entry_id_fkey foreign key (client_id, rate_card_entry_id) references rate_card_entry (client_id, id);
alter table charge
  drop constraint time_charge_rate_id_fkey,
  add constraint time_charge_rate_id_fkey foreign key (client_id, rate_id) references assignment_rate (client_id, id);
alter table correction_line
  drop constraint correction_line_rebill_rate_id_fkey,
  add constraint correction_line_rebill_rate_id_fkey foreign key (client_id, rebill_rate_id) references assignment_rate (client_id, id);
alter table timesheet
  drop constraint timesheet_corrects_id_fkey,
  add constraint timesheet_corrects_id_fkey foreign key (client_id, supplier_id, assignment_id, corrects_id)
    references timesheet (client_id, supplier_id, assignment_id, id);
alter table billing_run_progress
  drop constraint billing_run_progress_run_id_fkey,
  add constraint billing_run_progress_run_id_fkey foreign key (client_id, run_id) references billing_run (client_id, id);
alter table ledger_account add unique (client_id, id);
alter table ledger_transaction
  add unique (client_id, id),
  drop constraint ledger_transaction_reverses_id_fkey,
  add constraint ledger_transaction_reverses_id_fkey foreign key (client_id, reverses_id) references ledger_transaction (client_id, id);
alter table ledger_entry
  drop constraint ledger_entry_transaction_id_fkey,
  drop constraint ledger_entry_account_id_fkey,
  add constraint ledger_entry_transaction_id_fkey foreign key (client_id, transaction_id) references ledger_transaction (client_id, id),
  add constraint ledger_entry_account_id_fkey foreign key (client_id, account_id) references ledger_account (client_id, id);
alter table invoice_tax
  drop constraint invoice_tax_certificate_id_fkey,
  add constraint invoice_tax_certificate_id_fkey foreign key (client_id, certificate_id) references exemption_certificate (client_id, id);
alter table rate_card_import_job
  drop constraint rate_card_import_job_import_id_fkey,
  add constraint rate_card_import_job_import_id_fkey foreign key (client_id, import_id) references rate_card_import (client_id, id) on delete cascade;
alter table rate_card_import_refusal
  drop constraint rate_card_import_refusal_import_id_fkey,
  add constraint rate_card_import_refusal_import_id_fkey foreign key (client_id, import_id) references rate_card_import (client_id, id) on delete cascade;

-- A file is shown to whoever sees what it hangs on: it must be of the same supplier, or of the same client.
alter table stored_file add unique (client_id, id), add unique (supplier_id, id);
alter table submittal
  drop constraint submittal_resume_file_id_fkey,
  add constraint submittal_resume_file_id_fkey foreign key (supplier_id, resume_file_id) references stored_file (supplier_id, id);
alter table expense_line
  drop constraint expense_line_receipt_file_id_fkey,
  add constraint expense_line_receipt_file_id_fkey foreign key (supplier_id, receipt_file_id) references stored_file (supplier_id, id);
alter table exemption_certificate
  drop constraint exemption_certificate_file_id_fkey,
  add constraint exemption_certificate_file_id_fkey foreign key (client_id, file_id) references stored_file (client_id, id);

-- Charges are many: another index on them would be written with each line and each billing. What refers to one is looked at
-- when it is written instead, a statement at once. Behind a wall the charge of another program is not there at all.
create function app.charges_are_of_one_program() returns trigger language plpgsql as $$
begin
  if exists (select from new_rows n where not exists (select from charge c where c.id = n.charge_id and c.client_id = n.client_id)) then
    raise exception 'the charge is of another program' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
do $$
declare tbl text;
begin
  foreach tbl in array array['charge_split', 'correction_line', 'funded_charge', 'parked_charge'] loop
    execute format('create trigger of_one_program after insert on %I referencing new table as new_rows
      for each statement execute function app.charges_are_of_one_program()', tbl);
  end loop;
end $$;
create function app.replacements_are_of_one_program() returns trigger language plpgsql as $$
begin
  if not exists (select from charge c where c.id = new.replaces_charge_id and c.client_id = new.client_id) then
    raise exception 'the charge that is replaced is of another program' using errcode = 'foreign_key_violation';
  end if;
  return new;
end $$;
create trigger of_one_program before insert on charge for each row
  when (new.replaces_charge_id is not null) execute function app.replacements_are_of_one_program();
