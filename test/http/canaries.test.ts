import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { deliverMail } from '#app/platform/mail/deliver-mail.server.ts';
import { readConfig } from '#app/platform/config/config.server.ts';
import { openNeed, presentedCandidate } from '#test/factories/story.ts';
import { serveWithWorlds } from '#test/setup/served-world.ts';
import type { Served } from '#test/setup/server.ts';
import { aPopulatedProgram, type PopulatedWorld } from '#test/walls/populated.ts';
import { walk, wordsOf, type Visit } from './visitor.ts';

let served: Served;
let world: PopulatedWorld;
let other: PopulatedWorld;
let planted: Record<string, number>;

const token = (side: 'c' | 's', id: string) => `zq${side}${id.slice(0, 8)}`;
const anyToken = /zq[cs][0-9a-f]{8}/g;

/** Columns that the program itself reads: a word more in them would make another world of it. */
const read =
  /^(?:status|side|role|series|currency|time_zone|media_type|email|sha256|pay_code|class|method|funding|rounding|direction|base|leg|basis|step|country|region|jurisdiction|component|cadence|source|finding|decision|spend_window|active_worker|cost_booking|tax_flow|buyer_type|service_class|account_(?:number|sealed|last_four)|bank_code|person_key|request_id|document_type|.*_?kind|.*_hash|.*_rule|.*_code|.*_convention|billing_cadence|.*_side|file_sha256|to_email|code|merged_titles)$/;

/**
 * Plants, in every column of words of every table that belongs to somebody, the mark of the client and of the supplier
 * whose row it is. What a constraint refuses is an enumeration, and holds nobody's words.
 */
async function plant(): Promise<Record<string, number>> {
  const { sql: owner } = served.database;
  const columns = await owner<{ t: string; c: string; client: boolean; supplier: boolean }[]>`
    select k.table_name as t, k.column_name as c,
      exists (select from information_schema.columns o where o.table_schema = 'public' and o.table_name = k.table_name and o.column_name = 'client_id') as client,
      exists (select from information_schema.columns o where o.table_schema = 'public' and o.table_name = k.table_name and o.column_name = 'supplier_id') as supplier
    from information_schema.columns k join pg_class r on r.relname = k.table_name and r.relnamespace = 'public'::regnamespace and r.relkind = 'r'
    where k.table_schema = 'public' and k.data_type = 'text'`;
  const done: Record<string, number> = {};
  await owner.begin(async (tx) => {
    // Documents are frozen and moves are guarded; a mark is neither.
    await tx`set local session_replication_role = replica`;
    await tx`select set_config('app.side', 'msp', true)`;
    const mark = async (t: string, c: string, words: string, where: string) => {
      const place = `update "${t}" set "${c}" = left("${c}", 60) || ' ' || ${words} where ${where} and "${c}" is not null`;
      const { count } = await tx.savepoint((inner) => inner.unsafe(place)).catch(() => ({ count: 0 }));
      if (count > 0) done[`${t}.${c}`] = (done[`${t}.${c}`] ?? 0) + count;
    };
    const ofClient = `coalesce('zqc' || left(client_id::text, 8), '')`;
    const ofSupplier = `coalesce(' zqs' || left(supplier_id::text, 8), '')`;
    for (const { t, c, client, supplier } of columns.filter((one) => !read.test(one.c))) {
      if (!client && !supplier) continue;
      await mark(
        t,
        c,
        [client ? ofClient : '', supplier ? ofSupplier : ''].filter(Boolean).join(' || '),
        'true',
      );
    }
    for (const c of ['name', 'legal_name'])
      await mark(
        'organization',
        c,
        `'zq' || left(side, 1) || left(id::text, 8)`,
        `side in ('client', 'supplier')`,
      );
    await mark(
      'account',
      'name',
      `(select string_agg('zq' || left(o.side, 1) || left(o.id::text, 8), ' ') from membership m join organization o on o.id = m.organization_id where m.account_id = account.id and o.side <> 'msp')`,
      `exists (select from membership m join organization o on o.id = m.organization_id where m.account_id = account.id and o.side <> 'msp')`,
    );
  });
  return done;
}

beforeAll(async () => {
  served = await serveWithWorlds('canaries');
  world = await aPopulatedProgram();
  other = await aPopulatedProgram();
  planted = await plant();
}, 120_000);
afterAll(() => served.stop());

/** The marks that somebody may meet: a client its own and its suppliers', a supplier its own and its clients'. */
function ownMarks({ clientId, suppliers }: PopulatedWorld, actor: Actor): Set<string> {
  const ofSuppliers = Object.values(suppliers).map((id) => token('s', id));
  if (actor.side === 'client') return new Set([token('c', clientId), ...ofSuppliers]);
  return new Set([token('c', clientId), token('s', actor.supplierId ?? '')]);
}

const people = (of: PopulatedWorld): Actor[] => [
  ...(['ana', 'clientFinance', 'clientAdmin'] as const).map((who) => of.actor(who)),
  ...(['recruiter', 'supplierAdmin'] as const).map((who) => of.actor(who)),
  ...(['juniperRecruiter'] as const).map((who) => of.actor(who)),
  of.tessa,
];

test('marks stand in nearly every column of words', () => {
  expect(Object.keys(planted).length).toBeGreaterThan(80);
  for (const column of [
    'candidate.name',
    'submittal.note',
    'worker.name',
    'timesheet.note',
    'event.summary',
    'site.name',
  ])
    expect(planted[column], column).toBeGreaterThan(1);
});

test('nobody meets the mark of another client or of a rival, whatever they open', async () => {
  const strange = new Set<string>();
  const met: Record<string, number> = {};
  const kinds: Record<string, number> = {};
  const failed: string[] = [];
  for (const actor of people(world)) {
    const allowed = ownMarks(world, actor);
    const cookie = await served.cookieFor(actor);
    let own = 0;
    const look = async ({ address, answer }: Visit) => {
      if (answer.status >= 500) failed.push(`${actor.role} ${address}: ${answer.status}`);
      const type = (answer.headers['content-type'] ?? 'none').split(';')[0] ?? '';
      if (answer.status === 200) kinds[type] = (kinds[type] ?? 0) + 1;
      for (const [mark] of (await wordsOf(answer)).matchAll(anyToken)) {
        if (allowed.has(mark)) own += 1;
        else strange.add(`${actor.role} of ${actor.organizationName} at ${address}: ${mark}`);
      }
    };
    await walk(served, cookie, look);
    met[`${actor.role} ${actor.name}`] = own;
  }
  expect(failed).toEqual([]);
  expect([...strange]).toEqual([]);
  // It was looked at something, by everybody, in every form.
  for (const [who, count] of Object.entries(met)) expect(count, who).toBeGreaterThan(20);
  expect(kinds['text/html']).toBeGreaterThan(250);
  for (const type of ['text/csv', 'application/json', 'application/pdf', 'application/zip'])
    expect(kinds[type], type).toBeGreaterThan(0);
}, 400_000);

test('nor in the mail that they are sent', async () => {
  const before = await world.rows<{ id: string }>(sql`select id from mail`);
  const known = new Set(before.map(({ id }) => id));
  for (const one of [world, other]) {
    one.on('2026-03-20');
    const { requisitionId } = await openNeed(one, { releasedTo: ['cobalt', 'juniper'] });
    await presentedCandidate(one, requisitionId, { name: `Nora ${token('s', one.suppliers.cobalt)}` });
  }
  const config = { ...readConfig({ NODE_ENV: 'test' }), smtpUrl: null };
  const queued = await world.rows<{ id: string }>(sql`select id from mail where delivered_at is null`);
  for (const { id } of queued.filter((one) => !known.has(one.id)))
    await deliverMail.run({ ...world.surroundings(), config, requestId: randomUUID() }, { mailId: id });
  let read = 0;
  for (const of of [world, other])
    for (const actor of people(of)) {
      const allowed = ownMarks(of, actor);
      const messages = await of.rows<{ words: string }>(
        sql`select concat_ws(' ', subject, html, text) as words from mail_message where to_account_id = ${actor.accountId}`,
      );
      for (const { words } of messages)
        for (const [mark] of words.matchAll(anyToken)) {
          read += 1;
          expect(allowed.has(mark), `${actor.role} was written ${mark}`).toBe(true);
        }
    }
  expect(read).toBeGreaterThan(10);
});
