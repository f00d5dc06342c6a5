-- Service levels of a program, the monthly scorecard that measures them, and the credit that a missed one costs the MSP.
-- Rows are walled from the owner too; what is filled in here is filled in as the MSP.
select set_config('app.side', 'msp', true);

-- Working days after the one day up to the other, Monday to Friday. Days before 2000 are not asked for.
create function app.business_days(from_day date, to_day date) returns integer language sql immutable parallel safe as $$
  select greatest(0, (select sum(side * (5 * (n / 7) + least(n % 7, 5)))::integer
                      from (values (1, to_day - date '2000-01-03' + 1), (-1, from_day - date '2000-01-03' + 1)) d (side, n)))
$$;

-- How far a value misses what was agreed: 0 met, 1 below the least, between them a half or what is missing of the way.
create function app.service_miss(rule text, direction text, value numeric, expected numeric, minimum numeric) returns numeric
  language sql immutable parallel safe as $$
  select case
    when value is null then 0
    when sign * (value - expected) >= 0 then 0
    when sign * (value - minimum) < 0 then 1
    when rule = 'steps' then 0.5
    else round((expected - value) / (expected - minimum), 6) end
  from (select case direction when 'higher' then 1 else -1 end as sign) s
$$;

-- What of the MSP's fee stands at risk, and by which rule a missed level costs. One in force at a time.
create table service_terms (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  at_risk_fraction numeric(9, 6) not null check (at_risk_fraction > 0 and at_risk_fraction <= 0.5),
  miss_rule text not null check (miss_rule in ('steps', 'linear')),
  second_multiplier numeric(4, 2) not null check (second_multiplier between 1 and 5),
  third_multiplier numeric(4, 2) not null check (third_multiplier between second_multiplier and 5),
  -- A line of the MSP's next fee invoice, or a credit note of its own where the fee came from suppliers.
  settled_by text not null check (settled_by in ('fee_invoice', 'credit_note')),
  -- Weights over a whole; the credit is capped at what stands at risk either way.
  weights_may_exceed boolean not null default false,
  -- Days of the following month by which the MSP has reviewed, and the client has answered.
  review_day smallint not null default 8 check (review_day between 1 and 27),
  answer_day smallint not null default 13,
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  unique (client_id, id),
  check (answer_day between review_day and 28),
  exclude using gist (client_id with =, effective with &&)
);

create table service_level (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  name text not null check (length(name) between 1 and 80),
  measure text not null check (measure in ('timesheet_approval', 'fill_rate', 'time_to_submittal', 'invoice_accuracy', 'rate_compliance', 'entered')),
  unit text not null check (unit in ('percent', 'days', 'hours', 'score')),
  direction text not null check (direction in ('higher', 'lower')),
  expected numeric(12, 4) not null check (expected >= 0),
  minimum numeric(12, 4) not null check (minimum >= 0),
  -- Fewer events than this say nothing.
  n_min integer not null check (n_min between 1 and 100000),
  weight numeric(9, 6) not null check (weight > 0 and weight <= 1),
  -- Within how many working days, for what is counted on time.
  within_days smallint check (within_days between 1 and 90),
  -- A credit is earned back after so many following months in which the level is met.
  earn_back_months smallint check (earn_back_months between 1 and 12),
  effective daterange not null check (not isempty(effective) and not lower_inf(effective)),
  created_by uuid not null references account,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  unique (client_id, id),
  check (case direction when 'higher' then minimum <= expected else minimum >= expected end),
  check ((measure in ('timesheet_approval', 'time_to_submittal')) = (within_days is not null)),
  check (measure = 'entered' or (unit = 'percent' and direction = 'higher')),
  check (unit <> 'percent' or (expected <= 100 and minimum <= 100)),
  exclude using gist (client_id with =, name with =, effective with &&)
);
create function app.weights_fit() returns trigger language plpgsql as $$
declare day date;
begin
  select lower(s.effective) into day from service_level s
  where s.client_id = new.client_id
    and (select sum(o.weight) from service_level o where o.client_id = s.client_id and o.effective @> lower(s.effective)) > 1
    and not exists (select from service_terms t where t.client_id = s.client_id and t.weights_may_exceed and t.effective @> lower(s.effective))
  limit 1;
  if found then
    raise exception 'the weights of service levels are over 100 percent on %', day using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger weights_fit after insert or update on service_level
  deferrable initially deferred for each row execute function app.weights_fit();
create constraint trigger weights_fit after insert or update on service_terms
  deferrable initially deferred for each row execute function app.weights_fit();

-- One month of one program. All that it rests on is kept with it, so that it can be made again.
create table scorecard (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  month date not null check (extract(day from month) = 1),
  status text not null default 'draft' check (status in ('draft', 'under_review', 'with_client', 'frozen')),
  currency text not null,
  terms_id uuid not null,
  miss_rule text not null check (miss_rule in ('steps', 'linear')),
  second_multiplier numeric(4, 2) not null,
  third_multiplier numeric(4, 2) not null,
  settled_by text not null check (settled_by in ('fee_invoice', 'credit_note')),
  review_by date not null,
  answer_by date not null,
  fee_minor bigint not null check (fee_minor >= 0),
  at_risk_fraction numeric(9, 6) not null,
  at_risk_minor bigint not null,
  exact_minor numeric(40, 14) not null default 0,
  credit_minor bigint not null default 0,
  earn_back_minor bigint not null default 0 check (earn_back_minor >= 0),
  computed_at timestamptz not null,
  computed_by uuid references account,
  computed_by_name text not null,
  sent_by uuid references account,
  sent_by_name text,
  sent_at timestamptz,
  frozen_by uuid references account,
  frozen_by_name text,
  frozen_at timestamptz,
  outcome text check (outcome in ('accepted', 'disputed', 'unanswered')),
  unique (client_id, id), unique (client_id, month),
  foreign key (client_id, terms_id) references service_terms (client_id, id),
  constraint at_risk_is_its_share_of_the_fee check (at_risk_minor = round(fee_minor * at_risk_fraction)),
  constraint credit_is_capped_and_rounded_once check (credit_minor = least(at_risk_minor, round(exact_minor))),
  check ((status = 'frozen') = (frozen_at is not null) and (status = 'frozen') = (outcome is not null)),
  check (status in ('draft', 'under_review') or sent_at is not null)
);
create index scorecard_newest on scorecard (month desc, id desc);
select app.guard_by_lifecycle('scorecard', 'scorecard');
insert into app.lifecycle_transition values
  ('scorecard', 'draft', 'review', 'under_review'),
  ('scorecard', 'under_review', 'send', 'with_client'),
  ('scorecard', 'with_client', 'take_back', 'under_review'),
  ('scorecard', 'with_client', 'freeze', 'frozen');

-- What the fee of the month was made of.
create table scorecard_fee (
  scorecard_id uuid not null,
  place smallint not null,
  client_id uuid not null,
  label text not null check (length(label) between 1 and 120),
  invoice_id uuid,
  amount_minor bigint not null,
  note text not null default '' check (length(note) <= 400),
  primary key (scorecard_id, place),
  foreign key (client_id, scorecard_id) references scorecard (client_id, id),
  foreign key (client_id, invoice_id) references invoice (client_id, id)
);

create table scorecard_level (
  scorecard_id uuid not null,
  service_level_id uuid not null,
  client_id uuid not null,
  place smallint not null,
  -- As they were agreed when it was computed.
  name text not null,
  measure text not null,
  unit text not null,
  direction text not null,
  expected numeric(12, 4) not null,
  minimum numeric(12, 4) not null,
  n_min integer not null,
  weight numeric(9, 6) not null,
  within_days smallint,
  earn_back_months smallint,
  -- What was found: of so many, so many as agreed; or a value that somebody entered, with where it comes from.
  source text not null check (source in ('measured', 'entered')),
  counted integer check (counted >= 0),
  met integer check (met between 0 and counted),
  value numeric(12, 4),
  method text not null check (length(method) <= 600),
  note text not null default '' check (length(note) <= 1000),
  entered_by uuid references account,
  entered_by_name text,
  entered_at timestamptz,
  -- What the arithmetic makes of it, after what was claimed.
  judged_value numeric(12, 4),
  judged_counted integer,
  excused text check (excused in ('relieved', 'too_few', 'no_value')),
  miss numeric(9, 6) not null default 0 check (miss between 0 and 1),
  months_running smallint not null default 0 check (months_running >= 0),
  multiplier numeric(4, 2) not null default 1,
  at_risk_minor bigint not null,
  exact_minor numeric(40, 14) not null default 0,
  credit_minor bigint not null default 0 check (credit_minor >= 0),
  earn_back_minor bigint not null default 0 check (earn_back_minor >= 0),
  answer text check (answer in ('accepted', 'disputed')),
  answer_reason text check (length(answer_reason) <= 1000),
  answered_by uuid references account,
  answered_by_name text,
  answered_at timestamptz,
  primary key (scorecard_id, service_level_id),
  unique (scorecard_id, place),
  unique (client_id, scorecard_id, service_level_id),
  foreign key (client_id, scorecard_id) references scorecard (client_id, id),
  foreign key (client_id, service_level_id) references service_level (client_id, id),
  constraint credit_of_a_level_is_its_product check (exact_minor = weight * miss * multiplier * at_risk_minor),
  constraint what_is_excused_costs_nothing check (excused is null or miss = 0),
  check ((answer is null) = (answered_by is null)),
  check (answer is distinct from 'disputed' or answer_reason is not null)
);
create index scorecard_level_service on scorecard_level (service_level_id);

-- Why events, or a whole level, are not the MSP's to answer for. Taken back by taking it out before the client sees it.
create table scorecard_relief (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  scorecard_id uuid not null,
  service_level_id uuid not null,
  kind text not null check (kind in ('stop_clock', 'client_caused', 'force_majeure', 'volume')),
  -- So many missed events are not counted; null: the whole level.
  events integer check (events > 0),
  reason text not null check (length(reason) between 3 and 1000),
  claimed_by uuid not null references account,
  claimed_by_name text not null,
  claimed_at timestamptz not null,
  foreign key (client_id, scorecard_id, service_level_id) references scorecard_level (client_id, scorecard_id, service_level_id)
);
create index scorecard_relief_of on scorecard_relief (scorecard_id, service_level_id);

-- What a frozen scorecard gives the client, or takes back: it waits for the document that it stands on.
create table service_credit (
  id uuid primary key default app.uuid7(),
  client_id uuid not null,
  scorecard_id uuid not null,
  kind text not null check (kind in ('credit', 'earn_back')),
  month date not null,
  amount_minor bigint not null,
  settled_by text not null check (settled_by in ('fee_invoice', 'credit_note')),
  note text not null check (length(note) <= 400),
  proposed_at timestamptz not null,
  invoice_id uuid,
  unique (client_id, id), unique (scorecard_id, kind),
  foreign key (client_id, scorecard_id) references scorecard (client_id, id),
  foreign key (client_id, invoice_id) references invoice (client_id, id),
  check (case kind when 'credit' then amount_minor < 0 else amount_minor > 0 and settled_by = 'fee_invoice' end)
);
create index service_credit_waiting on service_credit (client_id, month) where invoice_id is null;

-- A service credit stands on a document as an item of it, once.
alter table invoice
  drop constraint invoice_has_an_origin,
  add column scorecard_id uuid,
  add constraint invoice_has_an_origin check (num_nonnulls(billing_run_id, correction_id, fee_month, receipt_id, scorecard_id) = 1),
  add constraint only_credits_come_from_a_scorecard check (scorecard_id is null or kind = 'client_credit'),
  add foreign key (client_id, scorecard_id) references scorecard (client_id, id);
create unique index one_credit_note_a_scorecard on invoice (scorecard_id) where scorecard_id is not null;
alter table invoice_item
  drop constraint invoice_item_component_check,
  add column service_credit_id uuid,
  add constraint invoice_item_component_check check (component in (
    'set_up', 'subscription', 'per_active_worker', 'per_timesheet', 'minimum', 'prompt_payment', 'on_account', 'service_credit', 'earn_back')),
  add constraint a_service_credit_says_which check ((component in ('service_credit', 'earn_back')) = (service_credit_id is not null)),
  add foreign key (client_id, service_credit_id) references service_credit (client_id, id);
create unique index service_credit_once on invoice_item (service_credit_id) where service_credit_id is not null;
create or replace function app.documents_have_lines() returns trigger language plpgsql as $$
begin
  if new.kind in ('fee_invoice', 'overpayment') or (new.kind = 'client_credit' and num_nonnulls(new.receipt_id, new.scorecard_id) = 1) then
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
create function app.service_credit_is_posted_once() returns trigger language plpgsql as $$
begin
  if old.invoice_id is not null or new.invoice_id is null or to_jsonb(new) - 'invoice_id' is distinct from to_jsonb(old) - 'invoice_id' then
    raise exception 'a service credit is never changed, and posted once' using errcode = 'check_violation';
  end if;
  if not exists (select from invoice_item i where i.invoice_id = new.invoice_id and i.service_credit_id = new.id and i.amount_minor = new.amount_minor) then
    raise exception 'the document does not hold the service credit' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger service_credit_is_posted_once before update on service_credit for each row execute function app.service_credit_is_posted_once();
create trigger service_credit_stands before delete on service_credit for each row execute function app.refuse_change();

-- Once the client has it, only its answers are written; once it is frozen, nothing is.
create function app.scorecard_parts_stand() returns trigger language plpgsql as $$
declare standing text; part jsonb := to_jsonb(coalesce(new, old));
begin
  select status into standing from scorecard where id = (part ->> 'scorecard_id')::uuid;
  -- Whoever does not see the scorecard is answered by the wall.
  if standing is null or standing in ('draft', 'under_review') then
    if tg_op = 'DELETE' then return old; end if;
    return new;
  end if;
  if standing = 'with_client' and tg_table_name = 'scorecard_level' and tg_op = 'UPDATE'
     and to_jsonb(new) - '{answer,answer_reason,answered_by,answered_by_name,answered_at}'::text[]
         is not distinct from to_jsonb(old) - '{answer,answer_reason,answered_by,answered_by_name,answered_at}'::text[] then
    return new;
  end if;
  raise exception 'a scorecard that is % does not change', standing using errcode = 'check_violation';
end $$;
create trigger scorecard_parts_stand before insert or update or delete on scorecard_level for each row execute function app.scorecard_parts_stand();
create trigger scorecard_parts_stand before insert or update or delete on scorecard_relief for each row execute function app.scorecard_parts_stand();
create trigger scorecard_parts_stand before insert or update or delete on scorecard_fee for each row execute function app.scorecard_parts_stand();
create function app.scorecard_stands() returns trigger language plpgsql as $$
begin
  if old.status = 'frozen' then
    raise exception 'a frozen scorecard is never changed' using errcode = 'check_violation';
  end if;
  if old.status = 'with_client' and to_jsonb(new) - '{status,frozen_by,frozen_by_name,frozen_at,outcome}'::text[]
     is distinct from to_jsonb(old) - '{status,frozen_by,frozen_by_name,frozen_at,outcome}'::text[] then
    raise exception 'a scorecard that is with the client does not change' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger scorecard_stands before update on scorecard for each row execute function app.scorecard_stands();
create trigger scorecard_stays before delete on scorecard for each row execute function app.refuse_change();

-- What the client is shown, and what is frozen, is made again here from what was kept. What does not come out is refused.
create function app.scorecard_adds_up() returns trigger language plpgsql as $$
declare bad text;
begin
  if new.status not in ('with_client', 'frozen') then return null; end if;
  if (select coalesce(sum(amount_minor), 0) from scorecard_fee where scorecard_id = new.id) <> new.fee_minor then
    raise exception 'the fees do not add up to the fee of the month' using errcode = 'check_violation';
  end if;
  select l.name into bad
  from scorecard_level l
  left join lateral (
    select coalesce(sum(events), 0) as events, coalesce(bool_or(events is null), false) as whole
    from scorecard_relief r where r.scorecard_id = l.scorecard_id and r.service_level_id = l.service_level_id) r on true
  left join scorecard p on p.client_id = new.client_id and p.month = (new.month - interval '1 month')::date and p.status = 'frozen'
  left join scorecard_level b on b.scorecard_id = p.id and b.name = l.name
  cross join lateral (select l.counted - r.events as counted) n
  cross join lateral (select case when l.source = 'measured' then case when n.counted > 0 then round(100.0 * l.met / n.counted, 4) end else l.value end as value) v
  cross join lateral (select case when r.whole then 'relieved' when v.value is null then 'no_value' when n.counted < l.n_min then 'too_few' end as excused) x
  cross join lateral (select case when x.excused is null then app.service_miss(new.miss_rule, l.direction, v.value, l.expected, l.minimum) else 0 end as miss) m
  cross join lateral (select case when m.miss > 0 then coalesce(b.months_running, 0) + 1 else 0 end as running) k
  where l.scorecard_id = new.id
    and ((l.judged_value, l.judged_counted, l.excused, l.miss, l.months_running, l.at_risk_minor)
           is distinct from (v.value, n.counted, x.excused, m.miss, k.running::smallint, new.at_risk_minor)
      or l.multiplier <> case when k.running >= 3 then new.third_multiplier when k.running = 2 then new.second_multiplier else 1 end
      or l.met > n.counted)
  limit 1;
  if found then
    raise exception 'the service level % does not come out as it is judged', bad using errcode = 'check_violation';
  end if;
  if (select (coalesce(sum(exact_minor), 0), coalesce(sum(credit_minor), 0), coalesce(sum(earn_back_minor), 0)) from scorecard_level where scorecard_id = new.id)
     is distinct from (new.exact_minor, new.credit_minor::numeric, new.earn_back_minor::numeric) then
    raise exception 'the levels do not add up to the credit' using errcode = 'check_violation';
  end if;
  if new.status = 'frozen' and (select (coalesce(sum(amount_minor) filter (where kind = 'credit'), 0), coalesce(sum(amount_minor) filter (where kind = 'earn_back'), 0))
                                from service_credit where scorecard_id = new.id)
     is distinct from (-new.credit_minor::numeric, new.earn_back_minor::numeric) then
    raise exception 'the credit that is proposed is not that of the scorecard' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger scorecard_adds_up after insert or update on scorecard
  deferrable initially deferred for each row execute function app.scorecard_adds_up();

select app.wall('service_terms'), app.wall('service_level'), app.wall('scorecard'), app.wall('scorecard_fee'), app.wall('scorecard_level'),
       app.wall('scorecard_relief'), app.wall('service_credit');
do $$ declare t text; begin
  foreach t in array array['service_terms', 'service_level', 'scorecard', 'scorecard_fee', 'scorecard_level', 'scorecard_relief', 'service_credit'] loop
    execute format('create policy "The MSP keeps it" on %I using ((select app.side()) = ''msp'')', t);
  end loop;
  foreach t in array array['service_terms', 'service_level', 'service_credit'] loop
    execute format('create policy "A client sees its own program" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()))', t);
  end loop;
  foreach t in array array['scorecard_fee', 'scorecard_level', 'scorecard_relief'] loop
    execute format('create policy "A client sees what it was sent" on %I for select using ((select app.side()) = ''client'' and client_id = (select app.client_id()) and scorecard_id in (select id from scorecard))', t);
  end loop;
end $$;
create policy "A client sees its own scorecards once they are sent" on scorecard for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and status in ('with_client', 'frozen'));
-- Held, so that it is not frozen while an answer is written; never written itself.
create policy "A client holds the scorecard that it answers" on scorecard for update
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and status = 'with_client') with check (false);
create policy "A client answers what waits for it" on scorecard_level for update
  using ((select app.side()) = 'client' and client_id = (select app.client_id()) and scorecard_id in (select id from scorecard where status = 'with_client'));

grant select, insert, update on service_terms, service_level, scorecard, service_credit to muster_app;
grant select, insert, update, delete on scorecard_level, scorecard_fee, scorecard_relief to muster_app;
