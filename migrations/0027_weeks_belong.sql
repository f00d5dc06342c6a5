-- What a week may say, held by the database as well: time goes to the cost centers of its assignment, and only what was approved
-- is corrected.

-- Lines change only while their week is a draft. A day has at most the 25 hours of the longest one, and lies within the assignment.
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

create function app.only_what_was_approved_is_corrected() returns trigger language plpgsql as $$
begin
  if not exists (select from timesheet t where t.id = new.corrects_id and t.status in ('approved', 'invoiced', 'paid', 'complete')) then
    raise exception 'only approved time is corrected' using errcode = 'check_violation', constraint = 'only_what_was_approved_is_corrected';
  end if;
  return new;
end $$;
create trigger only_what_was_approved_is_corrected before insert or update of corrects_id on timesheet for each row
  when (new.corrects_id is not null) execute function app.only_what_was_approved_is_corrected();
