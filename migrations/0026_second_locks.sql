-- What the commands alone refused until now, the database refuses too.
select set_config('app.side', 'msp', true);

-- Money leaves for accounts that two people vouched for and that have cooled off, and nobody lets it go to an account that they
-- had a hand in.
create function app.money_goes_where_it_may() returns trigger language plpgsql as $$
begin
  if exists (select from payment p join bank_account b on b.id = p.bank_account_id
             where p.payment_run_id = new.id and p.client_id = new.client_id
               and (b.status <> 'confirmed' or b.usable_from > coalesce(new.sent_at, new.approved_at))) then
    raise exception 'a payment of this run goes to an account that is not in use' using errcode = 'check_violation', constraint = 'money_goes_where_it_may';
  end if;
  if exists (select from payment p join bank_account b on b.id = p.bank_account_id
             where p.payment_run_id = new.id and p.client_id = new.client_id and new.approved_by in (b.proposed_by, b.confirmed_by)) then
    raise exception 'whoever had a hand in an account does not release money to it' using errcode = 'check_violation', constraint = 'money_goes_where_it_may';
  end if;
  return null;
end $$;
create trigger money_goes_where_it_may after update on payment_run for each row
  when (new.status in ('approved', 'sent') and old.status is distinct from new.status)
  execute function app.money_goes_where_it_may();

-- A receipt settles as much as came in.
create function app.receipts_settle_what_came() returns trigger language plpgsql as $$
begin
  if exists (select from receipt r where r.id in (select c.receipt_id from changed c)
               and r.amount_minor < (select sum(s.amount_minor) from settlement s where s.receipt_id = r.id and s.against_invoice_id is null)) then
    raise exception 'a receipt settles no more than came in' using errcode = 'check_violation', constraint = 'receipts_settle_what_came';
  end if;
  return null;
end $$;
create trigger receipts_settle_what_came after insert on settlement referencing new table as changed
  for each statement execute function app.receipts_settle_what_came();

-- Every minute of an approved week is priced. Looked at when the transaction ends, because approving comes before freezing; and past
-- the wall of whoever ends it, because not everybody who may approve sees charges.
create function app.approved_weeks_are_priced() returns trigger language plpgsql as $$
declare
  seen_by text := coalesce(app.side(), '');
  priced integer;
begin
  perform set_config('app.side', 'msp', true);
  select coalesce(sum(c.minutes), 0) into priced from charge c
  where c.timesheet_id = new.id and c.credits_charge_id is null and c.voided_at is null;
  perform set_config('app.side', seen_by, true);
  if priced <> new.worked_minutes then
    raise exception 'the charges of an approved week do not cover its time' using errcode = 'check_violation', constraint = 'approved_weeks_are_priced';
  end if;
  return null;
end $$;
create constraint trigger approved_weeks_are_priced after update on timesheet deferrable initially deferred for each row
  when (new.status = 'approved' and old.status = 'submitted')
  execute function app.approved_weeks_are_priced();

-- Lines change only while their week is a draft. A day has at most the 25 hours of the longest one, and lies within
-- the assignment, to whose cost centers its time is booked.
create or replace function app.guard_time_lines() returns trigger language plpgsql as $$
begin
  if exists (select from changed c join timesheet t on t.id = c.timesheet_id where t.status <> 'draft') then
    raise exception 'the time of a submitted week is not changed' using errcode = 'check_violation';
  end if;
  if tg_op <> 'DELETE' then
    if exists (select from changed c join assignment a on a.id = c.assignment_id where c.work_date not between a.starts_on and a.ends_on) then
      raise exception 'nobody works outside their assignment' using errcode = 'check_violation';
    end if;
    if exists (select from changed c where not exists (
        select from assignment_split s where s.assignment_id = c.assignment_id and s.cost_center_id = c.cost_center_id)) then
      raise exception 'time is booked to the cost centers of its assignment' using errcode = 'check_violation';
    end if;
    if exists (select from time_line l where l.timesheet_id in (select c.timesheet_id from changed c)
               group by l.timesheet_id, l.work_date having sum(l.minutes) > 1500) then
      raise exception 'a day has no more than 25 hours' using errcode = 'check_violation';
    end if;
  end if;
  return null;
end $$;

-- Approved time is changed by a later version only; what is not approved is changed itself.
create function app.only_what_was_approved_is_corrected() returns trigger language plpgsql as $$
begin
  if not exists (select from timesheet t where t.id = new.corrects_id and t.status in ('approved', 'invoiced', 'paid', 'complete')) then
    raise exception 'only approved time is corrected' using errcode = 'check_violation', constraint = 'only_what_was_approved_is_corrected';
  end if;
  return new;
end $$;
create trigger only_what_was_approved_is_corrected before insert or update of corrects_id on timesheet for each row
  when (new.corrects_id is not null) execute function app.only_what_was_approved_is_corrected();

-- What was approved is what was asked for: people, days and rates of a requisition change only while it is a draft.
create function app.what_was_asked_for_stands() returns trigger language plpgsql as $$
begin
  raise exception 'what was asked for stands once it was handed in' using errcode = 'check_violation', constraint = 'what_was_asked_for_stands';
end $$;
create trigger what_was_asked_for_stands before update on requisition for each row
  when (old.status <> 'draft'
    and (old.client_id, old.job_id, old.positions, old.starts_on, old.ends_on, old.week_minutes, old.min_bill_rate, old.max_bill_rate)
      is distinct from (new.client_id, new.job_id, new.positions, new.starts_on, new.ends_on, new.week_minutes, new.min_bill_rate, new.max_bill_rate))
  execute function app.what_was_asked_for_stands();

-- Suppliers hear of a need once it was approved.
create function app.only_what_was_approved_is_released() returns trigger language plpgsql as $$
begin
  if exists (select from requisition r where r.id = new.requisition_id and r.status in ('draft', 'pending_approval', 'rejected')) then
    raise exception 'a requisition is released once it is approved' using errcode = 'check_violation', constraint = 'only_what_was_approved_is_released';
  end if;
  return new;
end $$;
create trigger only_what_was_approved_is_released before insert on release for each row execute function app.only_what_was_approved_is_released();
