-- In whose place somebody acted, and the one way to end a person's sessions from inside the house.

-- Set where a delegate decides for whoever delegated, and where somebody looks on as another: both names stand in the trail.
alter table event
  add column behalf_account_id uuid references account,
  add column behalf_name text,
  add column actor_membership_id uuid references membership,
  add constraint event_behalf_is_named check ((behalf_account_id is null) = (behalf_name is null));

-- Sessions belong to the door; whoever disables an account, ends a membership or changes a role stands inside. This ends
-- every session of a person, and says how many that were. The caller has been authorized. The side is set and put back by hand,
-- as in app.queue_mail.
create function app.end_sessions(of_account uuid) returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  ended integer;
  side_before text := coalesce(current_setting('app.side', true), '');
begin
  perform set_config('app.side', 'door', true);
  delete from public.session where account_id = of_account;
  get diagnostics ended = row_count;
  perform set_config('app.side', side_before, true);
  return ended;
end $$;
revoke all on function app.end_sessions from public;
grant execute on function app.end_sessions to muster_app;
