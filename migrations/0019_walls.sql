-- What a program publishes to its parties, and the walls that open for it.

-- The latest row of a program holds, at once; earlier ones say what held when.
create table publication (
  id uuid primary key default app.uuid7(),
  client_id uuid not null references program,
  -- To the client: what workers are paid, and with it the markup, which follows from it and the bill rate.
  pay_rate boolean not null,
  -- To suppliers: the fees that the client bears.
  client_fee boolean not null,
  created_by uuid references account,
  created_by_name text not null check (length(created_by_name) between 1 and 120),
  created_at timestamptz not null default now(),
  unique (client_id, id)
);
create index publication_latest on publication (client_id, id desc);
create trigger publication_is_never_changed before update or delete on publication
  for each row execute function app.refuse_change();
create trigger publication_is_never_emptied before truncate on publication
  for each statement execute function app.refuse_change();

select app.wall('publication');
create policy "The MSP decides what is published" on publication using ((select app.side()) = 'msp');
create policy "A client sees what its program publishes" on publication for select
  using ((select app.side()) = 'client' and client_id = (select app.client_id()));
create policy "A supplier sees what the programs it serves publish" on publication for select
  using ((select app.side()) = 'supplier' and client_id in (select client_id from enrollment));
grant select, insert on publication to muster_app;

-- Asked with the rights of whoever asks: behind their wall there is no publication, and so nothing is published.
create function app.publishes_pay(of_client uuid) returns boolean language sql stable as $$
  select coalesce((select p.pay_rate from publication p where p.client_id = of_client order by p.id desc limit 1), false) $$;
create function app.publishes_client_fee(of_client uuid) returns boolean language sql stable as $$
  select coalesce((select p.client_fee from publication p where p.client_id = of_client order by p.id desc limit 1), false) $$;

create policy "A client sees candidates' pay where its program publishes it" on submittal_pay for select
  using ((select app.side()) = 'client' and (select app.publishes_pay(app.client_id())) and submittal_id in (select id from submittal));
create policy "A client sees its workers' pay where its program publishes it" on assignment_pay for select
  using ((select app.side()) = 'client' and (select app.publishes_pay(app.client_id())) and assignment_id in (select id from assignment));
create policy "A client sees revised pay where its program publishes it" on revision_pay for select
  using ((select app.side()) = 'client' and (select app.publishes_pay(app.client_id())) and revision_id in (select id from revision));

create policy "A supplier sees clients' fees where the program publishes them" on fee_schedule for select
  using ((select app.side()) = 'supplier' and (select app.worker_id()) is null and funding = 'client'
    and coalesce(supplier_id, (select app.supplier_id())) = (select app.supplier_id())
    and client_id in (select client_id from enrollment) and app.publishes_client_fee(client_id));
create policy "A supplier sees flat fees where the program publishes them" on flat_fee for select
  using ((select app.side()) = 'supplier' and (select app.worker_id()) is null
    and client_id in (select client_id from enrollment) and app.publishes_client_fee(client_id));
