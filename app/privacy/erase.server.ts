import { sql, type SQL } from 'drizzle-orm';
import { asTheProgram, type Context } from '#app/platform/context.server.ts';
import { held, type Fate, type Held, type PersonKind } from './personal-data.ts';

export const ERASED_NAME = 'Erased person';
const ERASED_DOMAIN = 'erased.invalid';
/** Whether a row was erased already, by its address. */
export const erasedAddress = `erased.%@${ERASED_DOMAIN}`;

const becomes: Record<Exclude<Fate, 'kept'>, (column: string) => string> = {
  name: (column) => `case when ${column} is null then null else '${ERASED_NAME}' end`,
  address: () => `'erased.' || gen_random_uuid() || '@${ERASED_DOMAIN}'`,
  null: () => 'null',
  empty: () => `''`,
  said: (column) => `case when ${column} is null or ${column} = '' then ${column} else '[erased]' end`,
  key: () => `encode(sha256(gen_random_uuid()::text::bytea), 'hex')`,
};

/** The ids where a registry's condition has its `$`. What stands around it is the registry's own text. */
export function rowsOf({ rows }: Held, ids: string[]): SQL {
  const list = sql`array[${sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )}]::uuid[]`;
  const parts = rows.split('$').map((part) => sql.raw(part));
  return sql.join(parts, list);
}

async function rewrite(ctx: Context, one: Held, ids: string[]): Promise<number> {
  const sets = Object.entries(one.columns).flatMap(([column, fate]) =>
    fate === 'kept' ? [] : [`${column} = ${becomes[fate](column)}`],
  );
  if (sets.length === 0) return 0;
  const done = await ctx.db.execute<{ count: number }>(sql`
    with done as (update ${sql.raw(one.table)} set ${sql.raw(sets.join(', '))} where ${rowsOf(one, ids)} returning 1)
    select count(*)::int as count from done`);
  return done[0]?.count ?? 0;
}

export type Erased = { rows: number; files: number };

/**
 * Erases people from everywhere that the registry names, in one statement for each table: names and addresses become
 * those of nobody, words and files go. Documents, totals and the trail stay as they are.
 */
export function erase(ctx: Context, kind: PersonKind, ids: string[]): Promise<Erased> {
  if (ids.length === 0) return Promise.resolve({ rows: 0, files: 0 });
  return asTheProgram(ctx, 'a person is forgotten on every side of the wall', () =>
    kind === 'candidate' ? eraseCandidates(ctx, ids) : eraseAccounts(ctx, ids),
  );
}

async function eraseCandidates(ctx: Context, ids: string[]): Promise<Erased> {
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const files = await ctx.db.execute<{ id: string }>(
    sql`select resume_file_id as id from submittal where candidate_id in (${list}) and resume_file_id is not null`,
  );
  // Whoever signs in only as this worker is the same person.
  const accounts = await ctx.db.execute<{ id: string }>(sql`
    select distinct m.account_id as id from membership m join worker w on w.id = m.worker_id
    where w.candidate_id in (${list})
      and not exists (select from membership o where o.account_id = m.account_id and o.worker_id is null and o.ended_at is null)`);
  let rows = (await forgetInPreviews(ctx, list)) + (await forgetInMail(ctx, list));
  for (const one of held.candidate) rows += await rewrite(ctx, one, ids);
  for (const { id } of files) await ctx.db.execute(sql`delete from stored_file where id = ${id}`);
  const account = await eraseAccounts(
    ctx,
    accounts.map(({ id }) => id),
  );
  return { rows: rows + account.rows, files: files.length + account.files };
}

/** What a run or a correction would have billed was kept as it was seen, by worker. Before the names themselves are gone. */
async function forgetInPreviews(ctx: Context, candidates: SQL): Promise<number> {
  let rows = 0;
  for (const table of ['billing_run', 'correction']) {
    const name = sql.identifier(table);
    const [done] = await ctx.db.execute<{ count: number }>(sql`
      with theirs as (select distinct a.client_id, to_json(a.worker_name)::text as word from assignment a join worker w on w.id = a.worker_id
                      where w.candidate_id in (${candidates})),
        done as (update ${name} p set preview = replace(p.preview::text, t.word, ${JSON.stringify(ERASED_NAME)})::jsonb
                 from theirs t where p.client_id = t.client_id and strpos(p.preview::text, t.word) > 0 returning 1)
      select count(*)::int as count from done`);
    rows += done?.count ?? 0;
  }
  return rows;
}

/** Copies of messages to others that name the person: messages are told by what they say, so they go whole. */
async function forgetInMail(ctx: Context, candidates: SQL): Promise<number> {
  const [done] = await ctx.db.execute<{ count: number }>(sql`
    with word as (select to_json(name)::text as it from candidate where id in (${candidates})
                  union select to_json(email)::text from candidate where id in (${candidates})),
      theirs as (select m.id from mail m where exists (select from word where strpos(m.props::text, word.it) > 0)),
      messages as (delete from mail_message where mail_id in (select id from theirs) returning 1)
    select count(*)::int as count from messages`);
  await ctx.db.execute(sql`
    delete from mail m using candidate c where c.id in (${candidates})
      and (strpos(m.props::text, to_json(c.name)::text) > 0 or strpos(m.props::text, to_json(c.email)::text) > 0)`);
  return done?.count ?? 0;
}

async function eraseAccounts(ctx: Context, ids: string[]): Promise<Erased> {
  if (ids.length === 0) return { rows: 0, files: 0 };
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  // Invitations are found by the address, so they go first.
  const order = [...held.account].sort(
    (a, b) => Number(a.table === 'account') - Number(b.table === 'account'),
  );
  let rows = 0;
  for (const one of order) rows += await rewrite(ctx, one, ids);
  await ctx.db.execute(
    sql`update membership set ended_at = coalesce(ended_at, ${ctx.now.toISOString()}::timestamptz) where account_id in (${list})`,
  );
  await ctx.db.execute(
    sql`update account set disabled_at = coalesce(disabled_at, ${ctx.now.toISOString()}::timestamptz) where id in (${list})`,
  );
  // Nobody takes their own second factor away: whoever is forgotten by their own hand loses their sessions alone.
  for (const id of ids)
    await ctx.db.execute(
      id === ctx.actor.accountId
        ? sql`select app.end_sessions(${id}::uuid)`
        : sql`select app.remove_factors(${id}::uuid)`,
    );
  return { rows, files: 0 };
}
