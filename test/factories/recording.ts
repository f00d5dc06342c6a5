import type postgres from 'postgres';

/*
 * What changes a status, what changes configuration or access,
 * and what is told of it are written down, transaction by transaction, and held against each other when a story is over.
 * Only what somebody does counts, a person or the program itself: rows that a test puts straight into the tables are nobody's
 * doing.
 */

/**
 * Moves of a thing that are told on another thing, in the same transaction: by kind of table and status, the kinds of news that
 * tell it.
 */
const toldElsewhere: { thing: string; moves: string; by: string[]; why: string }[] = [
  {
    thing: 'approval',
    moves: '.*',
    by: ['.*'],
    why: 'an approval is told on what it approves, whose id it carries',
  },
  {
    thing: 'submittal',
    moves: 'offered|presented|selected|placed',
    by: ['offer[.].*', 'submittal[.].*'],
    why: 'a submittal stands as its offer stands',
  },
  { thing: 'payment', moves: 'prepared', by: ['paymentRun[.]drafted'], why: 'a part of its run' },
  { thing: 'payment', moves: 'cancelled', by: ['paymentRun[.]cancelled'], why: 'a part of its run' },
  { thing: 'payment', moves: 'settled', by: ['paymentRun[.]settled'], why: 'a part of its run' },
  { thing: 'payment_run', moves: 'returned', by: ['payment[.]returned'], why: 'its last payment came back' },
  {
    thing: 'timesheet',
    moves: 'invoiced|paid|complete',
    by: ['invoice[.].*', 'selfBill[.].*', 'receipt[.].*', 'payment[.].*'],
    why: 'a week follows the documents that it stands on; it is nobody’s decision',
  },
  {
    thing: 'expense_sheet',
    moves: 'invoiced|paid|complete',
    by: ['invoice[.].*', 'selfBill[.].*', 'receipt[.].*', 'payment[.].*'],
    why: 'a sheet follows the documents that it stands on',
  },
];

/** Tables of configuration and access, and the kinds of news of which a transaction that writes them has at least one. */
const toldBy: Record<string, string> = {
  account: 'account[.]|invitation[.]|membership[.]|person[.]|directory',
  agreement: 'program[.]agreementMade',
  bank_account: 'bankAccount[.]',
  budget: 'budget[.]',
  cost_center: 'program[.]',
  department: 'program[.]',
  discount_schedule: 'program[.]|discount[.]|supplier[.]',
  enrollment: 'program[.]',
  exemption_certificate: 'program[.]',
  expense_code: 'expenseCode[.]',
  fee_schedule: 'program[.]',
  flat_fee: 'program[.]',
  invitation: 'invitation[.]',
  membership: 'membership[.]|invitation[.]|account[.]|directory',
  organization: 'organization[.]|program[.]created|supplier[.]created',
  program_terms: 'program[.]',
  purchase_order: 'purchaseOrder[.]|billingRun[.]|correction[.]|assignment[.]|offer[.]',
  rate_card_entry: 'program[.]card|rateCardImport[.]posted',
  receipt: 'receipt[.]',
  self_billing_agreement: 'selfBilling[.]',
  site: 'program[.]',
  site_group: 'program[.]',
  tax_rule: 'taxRule[.]',
};

/** Writes down, in a schema of its own, moves, writes and events. Installed once, in the template that every worker clones. */
export async function installRecording(sql: postgres.Sql): Promise<void> {
  await sql.unsafe(`
    create schema recording;
    create table recording.move (tx xid8 not null, thing text not null, id uuid not null, told_on uuid not null, was text, is_now text not null);
    create table recording.write (tx xid8 not null, thing text not null, verb text not null);
    create table recording.told (tx xid8 not null, subject_id uuid not null, kind text not null);
    create index told_in on recording.told (tx);
    create function recording.note_move() returns trigger language plpgsql security definer as $$
    begin
      if app.account_id() is not null and (tg_op = 'INSERT' or old.status is distinct from new.status) then
        insert into recording.move values (pg_current_xact_id(), tg_table_name, new.id,
          coalesce((to_jsonb(new) ->> 'subject_id')::uuid, new.id), case when tg_op = 'UPDATE' then old.status end, new.status);
      end if;
      return null;
    end $$;
    create function recording.note_write() returns trigger language plpgsql security definer as $$
    begin
      if app.account_id() is not null and exists (select from written) then
        insert into recording.write values (pg_current_xact_id(), tg_table_name, lower(tg_op));
      end if;
      return null;
    end $$;
    create function recording.note_event() returns trigger language plpgsql security definer as $$
    begin
      insert into recording.told select pg_current_xact_id(), subject_id, kind from written;
      return null;
    end $$;
    create trigger note_event after insert on event referencing new table as written
      for each statement execute function recording.note_event();`);
  const things = await sql<{ name: string }[]>`
    select c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attname = 'status' and not a.attisdropped`;
  for (const { name } of things)
    await sql.unsafe(`
      create trigger note_insert after insert on ${name} for each row execute function recording.note_move();
      create trigger note_move after update of status on ${name} for each row execute function recording.note_move()`);
  for (const name of Object.keys(toldBy))
    await sql.unsafe(`
      create trigger note_insertion after insert on ${name} referencing new table as written for each statement execute function recording.note_write();
      create trigger note_update after update on ${name} referencing new table as written for each statement execute function recording.note_write()`);
}

/**
 * Everything that happened and was told of not at all, or twice. Empties what was recorded.
 * @returns a sentence for each kind of it
 */
export async function untold(sql: postgres.Sql): Promise<string[]> {
  const [installed] = await sql`select to_regclass('recording.move') is not null as here`;
  if (!installed?.['here']) return [];
  const elsewhere = toldElsewhere.map(
    ({ thing, moves, by }) => `(m.thing = '${thing}' and m.is_now ~ '^(${moves})$' and exists (
      select from recording.told t where t.tx = m.tx and t.kind ~ '^(${by.join('|')})'))`,
  );
  const moves = await sql.unsafe<{ sentence: string }[]>(`
    with moved as (
      select tx, thing, id, told_on, (array_agg(was))[1] as was, string_agg(is_now, ' and ') as is_now, count(*) as moves
      from recording.move group by tx, thing, id, told_on),
    known as (
      select m.*, (select array_agg(t.kind order by t.kind) from recording.told t where t.tx = m.tx and t.subject_id = m.told_on) as kinds from moved m)
    select m.thing || ' ' || coalesce(m.was || ' to ', 'new as ') || m.is_now || ': ' ||
      case when m.kinds is null then 'nothing was told of it' else 'told as ' || array_to_string(m.kinds, ', ') end || ', ' || count(*) || ' times' as sentence
    from known m
    where (m.kinds is null and not (${elsewhere.join(' or ')}))
       or (cardinality(m.kinds) > m.moves and not m.kinds <@ array['requisition.released'])
    group by m.thing, m.was, m.is_now, m.kinds order by 1`);
  const kinds = Object.entries(toldBy).map(
    ([thing, by]) =>
      `(w.thing = '${thing}' and exists (select from recording.told t where t.tx = w.tx and t.kind ~ '^(${by})'))`,
  );
  const writes = await sql.unsafe<{ sentence: string }[]>(`
    select w.thing || ' (' || w.verb || '): nothing was told of it, ' || count(*) || ' times' as sentence
    from recording.write w where not (${kinds.join(' or ')}) group by w.thing, w.verb order by 1`);
  await sql.unsafe('truncate recording.move, recording.write, recording.told');
  return [...moves, ...writes].map(({ sentence }) => sentence);
}
