-- What the walls ask is asked once for each statement: which side is this? The planner knows nothing of the answer. Where
-- it stands as `(select app.side()) = 'msp'` it takes every table for one row in two hundred, and plans a billing run, or
-- a page of the MSP, as if there were next to nothing to read; asked as one question with a yes or a no,
-- `(select app.side() = 'msp')`, it takes it for one row in two. The wall is the same; this rewrites it wherever it stands.
create function app.ask_sides_once() returns void language plpgsql as $$
declare p record;
begin
  for p in
    select polname, polrelid::regclass as tbl, pg_get_expr(polqual, polrelid) as shown, pg_get_expr(polwithcheck, polrelid) as checked
    from pg_policy
  loop
    if app.asked_once(p.shown) <> p.shown then
      execute format('alter policy %I on %s using (%s)', p.polname, p.tbl, app.asked_once(p.shown));
    end if;
    if app.asked_once(p.checked) <> p.checked then
      execute format('alter policy %I on %s with check (%s)', p.polname, p.tbl, app.asked_once(p.checked));
    end if;
  end loop;
end $$;
create function app.asked_once(condition text) returns text language sql immutable as $$
  select regexp_replace(regexp_replace(regexp_replace(condition,
    '\(\( SELECT app\.side\(\) AS side\) = (''\w+''::text)\)', '( SELECT (app.side() = \1))', 'g'),
    '\(\( SELECT app\.side\(\) AS side\) = ANY \((ARRAY\[[^]]*\])\)\)', '( SELECT (app.side() = ANY (\1)))', 'g'),
    '\(\( SELECT app\.worker_id\(\) AS worker_id\) IS (NOT NULL|NULL)\)', '( SELECT (app.worker_id() IS \1))', 'g')
$$;
select app.ask_sides_once();

-- Nothing is looked up by these; writing them was a tenth of writing the lines.
drop index invoice_line_timesheet, invoice_line_split_center;

-- What taxes of lines refer to is asked once for each statement, as it is for lines and fees (0008). Rules that a
-- document names are held by `invoice_tax`.
alter table invoice_line_tax drop constraint invoice_line_tax_tax_rule_id_fkey;
create function app.taxes_refer_to_a_rule() returns trigger language plpgsql as $$
begin
  if exists (select from (select distinct tax_rule_id from changed) t left join tax_rule r on r.id = t.tax_rule_id where r.id is null) then
    raise exception 'a tax refers to a rule that is not there' using errcode = 'foreign_key_violation';
  end if;
  return null;
end $$;
create trigger taxes_refer_to_what_is after insert on invoice_line_tax referencing new table as changed
  for each statement execute function app.lines_refer_to_what_is();
create trigger taxes_refer_to_a_rule after insert on invoice_line_tax referencing new table as changed
  for each statement execute function app.taxes_refer_to_a_rule();
