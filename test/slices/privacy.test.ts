import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { mail, mailMessage, storedFile } from '#db/schema/index.ts';
import { walled } from '#db/walled.ts';
import { endAssignment } from '#app/assignments/commands/end-assignment.server.ts';
import { fullAccountNumber, sealAccounts, sealedAccount } from '#app/payments/account-number.server.ts';
import { accountOf } from '#app/payments/bank.server.ts';
import { openField, sealField } from '#app/platform/crypto/field.server.ts';
import { parseKeys } from '#app/platform/crypto/keyring.ts';
import { asSystem } from '#app/platform/jobs/system-actor.server.ts';
import {
  fulfillRequest,
  refuseRequest,
  withdrawRequest,
} from '#app/privacy/commands/answer-request.server.ts';
import { makeRequest } from '#app/privacy/commands/make-request.server.ts';
import { setRetention } from '#app/privacy/commands/set-retention.server.ts';
import { ERASED_NAME } from '#app/privacy/erase.server.ts';
import { exportZip } from '#app/privacy/export.server.ts';
import { letGo } from '#app/privacy/jobs.server.ts';
import { whyNotErase } from '#app/privacy/obstacles.server.ts';
import { requestOf } from '#app/privacy/queries.server.ts';
import { eraseOldCandidates } from '#app/privacy/retention.server.ts';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { bankInRows, paidIn, released, sentRun } from '#test/factories/payments.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition, openNeed, presentedCandidate, type Assigned } from '#test/factories/story.ts';
import { approvedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';
import { inWords } from '#test/factories/acts.ts';

const SECRET = 'Quentin Ashdown-Vale';

type Candidate = { candidateId: string; fileId: string };

/** Says something of a person everywhere that people write, and gives them a résumé. */
async function written(
  world: World,
  assigned: Pick<Assigned, 'requisitionId'>,
  name = SECRET,
): Promise<Candidate> {
  const [row] = await world.rows<{ id: string; candidate_id: string }>(
    sql`select id, candidate_id from submittal where requisition_id = ${assigned.requisitionId}`,
  );
  if (!row) throw new Error('nobody was submitted');
  const fileId = randomUUID();
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.insert(storedFile).values({
      ...{ id: fileId, name: `${name}.pdf`, mediaType: 'application/pdf', byteSize: 9, sha256: fileId },
      ...{ supplierId: world.suppliers.cobalt, content: Buffer.from(`%PDF-1.7\n${name}`) },
    });
    await db.execute(
      sql`update submittal set resume_file_id = ${fileId}, note = ${`${name} is free`} where id = ${row.id}`,
    );
    await db.execute(
      sql`update candidate set summary = ${`${name}, 12 years`}, phone = '+1 555 0100' where id = ${row.candidate_id}`,
    );
  });
  return { candidateId: row.candidate_id, fileId };
}

/** The tables that hold a word anywhere, but for those where it is kept by law. */
async function tablesSaying(world: World, word: string, except: string[] = []): Promise<string[]> {
  const tables = await world.database.sql<{ name: string }[]>`
    select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and has_table_privilege('muster_app', c.oid, 'select')`;
  const saying: string[] = [];
  for (const { name } of tables) {
    const [found] = await world.rows(
      sql`select 1 from ${sql.identifier(name)} t where strpos((to_jsonb(t) - 'content')::text, ${word}) > 0 limit 1`,
    );
    if (found && !except.includes(name)) saying.push(name);
  }
  return saying;
}

const sumsOf = (world: World) =>
  world.rows(sql`
    select (select jsonb_agg(to_jsonb(i) order by i.id) from invoice i where client_id = ${world.clientId}) as invoices,
      (select jsonb_agg(to_jsonb(l) order by l.id) from invoice_line l where client_id = ${world.clientId}) as lines,
      (select jsonb_agg(to_jsonb(e) order by e.id) from ledger_entry e where client_id = ${world.clientId}) as ledger,
      (select jsonb_agg(jsonb_build_array(d.invoice_id, d.sha256, d.content) order by d.invoice_id) from invoice_document d where client_id = ${world.clientId}) as documents,
      (select sum(worked_minutes) from timesheet where client_id = ${world.clientId}) as minutes,
      (select jsonb_agg(to_jsonb(v) order by v.id) from event v where client_id = ${world.clientId}) as events`);

/** A whole life: hired, worked a week, billed, paid by the client and paid to the supplier. */
async function aPaidWorker(): Promise<{ world: World; assigned: Assigned; name: string } & Candidate> {
  const world = await aProgram();
  const name = `Quentin Ashdown ${world.code}`;
  const assigned = await fillPosition(world, {
    name,
    email: `quentin-${world.code}@ashdown.example`,
  });
  const person = await written(world, assigned, name);
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 8, Tue: 8 });
  world.on('2026-03-16');
  const { documents } = await billedPeriod(world, firstHalfOfMarch);
  await bankInRows(world);
  await bankInRows(world, 'msp');
  const [invoice] = documents.filter(({ kind }) => kind === 'client_invoice');
  if (!invoice) throw new Error('nothing was billed');
  world.on('2026-05-04');
  const [{ total } = { total: 0 }] = await world.rows<{ total: number }>(
    sql`select total_minor as total from invoice where id = ${invoice.id}`,
  );
  const amount = (Number(total) / 100).toFixed(2);
  await paidIn(world, { on: '2026-05-04', amount, matches: [{ invoiceId: invoice.id, amount }] });
  await released(world);
  await sentRun(world, '2026-05-05');
  return { world, assigned, name, ...person };
}

const asks = (
  world: World,
  kind: 'export' | 'erasure',
  person: string,
  who: 'admin' | 'supplierAdmin' = 'admin',
) => world.does(who, (ctx) => makeRequest(ctx, { id: randomUUID(), kind, person }));

describe('to be forgotten', () => {
  test('whoever is bound to something live is not, and every reason is told', async () => {
    const world = await aProgram();
    const assigned = await fillPosition(world);
    const { candidateId } = await written(world, assigned);
    await approvedWeek(world, assigned, '2026-03-08', { Mon: 8 });
    const { id } = await asks(world, 'erasure', `candidate:${candidateId}`);
    const refused = await world.act('admin', (ctx) => fulfillRequest(ctx, id));
    expect(refused.ok ? '' : inWords(refused.refusal)).toMatch(
      /assignment that has not ended.*not billed yet.*kept by law/s,
    );
    world.on('2026-03-16');
    await billedPeriod(world, firstHalfOfMarch);
    const reasons = await world.reads('admin', (ctx) => whyNotErase(ctx, 'candidate', candidateId));
    expect(reasons.join(' ')).toContain('not paid yet');
    const [name] = await world.rows<{ name: string }>(
      sql`select name from candidate where id = ${candidateId}`,
    );
    expect(name?.name).not.toBe(ERASED_NAME);
  });

  test('a worker is, from every table, and documents, totals and the trail stand to the last cent', async () => {
    const { world, assigned, candidateId, fileId, name } = await aPaidWorker();
    await world.does('coordinator', (ctx) =>
      endAssignment(ctx, assigned.assignmentId, {
        endsOn: '2026-05-04',
        reason: 'The work is done.',
      }),
    );
    await expectInvariantsHold(world);
    const before = await sumsOf(world);
    expect((await tablesSaying(world, name)).length).toBeGreaterThan(5);
    // Years later, when weeks of time need no longer be kept.
    world.on('2034-01-10');
    const { id } = await asks(world, 'erasure', `candidate:${candidateId}`, 'supplierAdmin');
    await world.does('admin', (ctx) => fulfillRequest(ctx, id));

    expect(await sumsOf(world)).toEqual(before);
    await expectInvariantsHold(world);
    // Who acted stays in the trail.
    for (const word of [name, `quentin-${world.code}`, `${name.split(' ')[1]} ${world.code}`])
      expect(await tablesSaying(world, word, ['event']), word).toEqual([]);
    expect(await world.rows(sql`select 1 from stored_file where id = ${fileId}`)).toEqual([]);
    expect(
      await world.rows(
        sql`select disabled_at is null as open from account where id = ${assigned.worker.accountId}`,
      ),
    ).toEqual([{ open: false }]);
    const [row] = await world.rows<{ now: string }>(
      sql`select worker_name as now from assignment where id = ${assigned.assignmentId}`,
    );
    expect(row?.now).toBe(ERASED_NAME);
    expect((await world.reads('admin', (ctx) => requestOf(ctx, id)))?.person).toBe(ERASED_NAME);
    const again = await world.act('admin', (ctx) => fulfillRequest(ctx, id));
    expect(again.ok ? '' : again.refusal.kind).toBe('stale');
  });

  test('the trail names nobody from now on', async () => {
    const world = await aProgram();
    const assigned = await fillPosition(world, { name: SECRET });
    await approvedWeek(world, assigned, '2026-03-08', { Mon: 8 });
    const events = await world.rows<{ row: unknown }>(
      sql`select jsonb_build_array(summary, facts, reason) as row from event where client_id = ${world.clientId}`,
    );
    expect(events.length).toBeGreaterThan(5);
    expect(JSON.stringify(events)).not.toContain(SECRET);
  });

  test('a request is of its own supplier, is answered once, refused with a reason, or taken back', async () => {
    const world = await aProgram();
    const assigned = await fillPosition(world);
    const { candidateId } = await written(world, assigned);
    const person = `candidate:${candidateId}`;
    const foreign = await world.act('juniperRecruiter', (ctx) =>
      makeRequest(ctx, { id: randomUUID(), kind: 'export', person }).catch(() => ({
        ok: false as const,
        refusal: { kind: 'missing' as const },
      })),
    );
    expect(foreign.ok).toBe(false);
    const { id } = await asks(world, 'erasure', person, 'supplierAdmin');
    const twice = await world.act('admin', (ctx) =>
      makeRequest(ctx, { id: randomUUID(), kind: 'erasure', person }),
    );
    expect(twice.ok ? '' : inWords(twice.refusal)).toContain('asked for already');
    await world.does('supplierAdmin', (ctx) => withdrawRequest(ctx, id));
    const second = await asks(world, 'erasure', person);
    await world.does('admin', (ctx) => refuseRequest(ctx, second.id, 'Their weeks are kept by law.'));
    const told = await world.reads('supplierAdmin', (ctx) => requestOf(ctx, second.id));
    expect(told).toMatchObject({
      status: 'refused',
      endedReason: 'Their weeks are kept by law.',
      dueOn: '2026-04-01',
    });
    expect(await world.reads('clientAdmin', (ctx) => requestOf(ctx, second.id))).toBeNull();
  });
});

test('everybody asks for themselves and takes it back, on each side, and the office for anybody who is there', async () => {
  const world = await aProgram();
  const { worker } = await fillPosition(world);
  for (const actor of [world.actor('ana'), world.actor('recruiter'), world.actor('auditor'), worker]) {
    const id = randomUUID();
    const asked = { id, kind: 'export' as const, person: `account:${actor.accountId}` };
    expect(await world.act(actor, (ctx) => makeRequest(ctx, asked))).toEqual({ ok: true, value: { id } });
    expect((await world.act(actor, (ctx) => withdrawRequest(ctx, id))).ok).toBe(true);
    const kinds = await world.rows(
      sql`select kind, client_id as "clientId", supplier_id as "supplierId" from event where subject_id = ${id} order by id`,
    );
    const where = { clientId: actor.clientId ?? null, supplierId: actor.supplierId ?? null };
    expect(kinds).toEqual([
      { kind: 'privacy_request.made', ...where },
      { kind: 'privacy_request.withdrawn', ...where },
    ]);
  }
  const nobody = { id: randomUUID(), kind: 'export' as const, person: `account:${randomUUID()}` };
  expect(await world.act('admin', (ctx) => makeRequest(ctx, nobody))).toMatchObject({
    ok: false,
    refusal: { kind: 'missing' },
  });
});

test('an export holds everything about a person and nothing about anybody else', async () => {
  const world = await aProgram();
  const assigned = await fillPosition(world, {
    name: SECRET,
    email: `quentin-${world.code}@ashdown.example`,
  });
  const { candidateId } = await written(world, assigned);
  const other = await fillPosition(world, { name: 'Prudence Nobody-Else' });
  await written(world, other, 'Prudence Nobody-Else');
  const zip = exportZip((work) => world.reads('admin', work), 'candidate', candidateId);
  const files = unzipSync(new Uint8Array(await new Response(zip).arrayBuffer()));
  const text = Object.values(files)
    .map((content) => strFromU8(content))
    .join('\n');
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['candidate.json', 'worker.json', 'submittal.json', 'assignment.json']),
  );
  expect(Object.keys(files).filter((name) => name.startsWith('files/'))).toHaveLength(1);
  for (const said of [
    SECRET,
    `quentin-${world.code}@ashdown.example`,
    '+1 555 0100',
    `${SECRET} is free`,
    '%PDF-1.7',
  ])
    expect(text).toContain(said);
  expect(text).not.toContain('Prudence');
  const own = exportZip((work) => world.reads(other.worker, work), 'account', other.worker.accountId);
  const mine = strFromU8(
    unzipSync(new Uint8Array(await new Response(own).arrayBuffer()))['account.json'] ?? new Uint8Array(),
  );
  expect(JSON.parse(mine)).toHaveLength(1);
  expect(mine).toContain(other.worker.email);
});

describe('retention', () => {
  test('candidates who were never placed are forgotten when their time is over, and placed ones are not', async () => {
    const world = await aProgram();
    const placed = await fillPosition(world, { name: 'Placed Person' });
    const { requisitionId } = await openNeed(world);
    await presentedCandidate(world, requisitionId, { name: SECRET });
    const { candidateId, fileId } = await written(world, { requisitionId });
    await walled(world.database, { side: 'msp' }, (db) =>
      db.execute(sql`update submittal set status = 'rejected' where candidate_id = ${candidateId}`),
    );
    const later = new Date('2029-06-01T12:00:00Z');
    const count = await asSystem({ ...world.surroundings(), now: later }, eraseOldCandidates);
    expect(count).toBeGreaterThanOrEqual(1);
    const names = await world.rows<{ name: string }>(
      sql`select name from candidate where id = ${candidateId}`,
    );
    const status = await world.rows<{ status: string }>(
      sql`select status from submittal where candidate_id = ${candidateId}`,
    );
    expect([status[0]?.status, names[0]?.name]).toEqual(['rejected', ERASED_NAME]);
    expect(await world.rows(sql`select 1 from stored_file where id = ${fileId}`)).toEqual([]);
    const [stays] = await world.rows<{ name: string }>(
      sql`select w.name from worker w where w.id = ${placed.workerId}`,
    );
    expect(stays?.name).toBe('Placed Person');
  });

  test('old messages go, young ones stay, and one event says how many', async () => {
    const world = await aProgram();
    const [old, young] = [randomUUID(), randomUUID()];
    await walled(world.database, { side: 'msp' }, async (db) => {
      for (const [id, at] of [
        [old, '2030-01-01T00:00:00Z'],
        [young, '2031-12-01T00:00:00Z'],
      ] as const) {
        await db
          .insert(mail)
          .values({ id, kind: 'invitation', props: {}, toEmail: 'a@b.example', queuedAt: new Date(at) });
        await db
          .insert(mailMessage)
          .values({ mailId: id, toEmail: 'a@b.example', subject: 's', html: 'h', text: 't' });
      }
    });
    const surroundings = { ...world.surroundings(), now: new Date('2032-01-01T00:00:00Z') };
    await letGo.run({ ...surroundings, config: {} as never }, {});
    const left = await world.rows<{ id: string }>(sql`select id from mail where id in (${old}, ${young})`);
    expect(left.map(({ id }) => id)).toEqual([young]);
    const told = await world.rows<{ summary: string }>(
      sql`select summary from event where kind = 'retention.purged' and facts ->> 'documentType' = 'mail'`,
    );
    expect(told.length).toBe(1);
  });

  test('a rule is set by the administrator alone, with its ground', async () => {
    const world = await aProgram();
    const rule = { documentType: 'session', months: 2, basis: 'House rule' };
    await world.does('admin', (ctx) => setRetention(ctx, rule));
    await expect(world.act('auditor', (ctx) => setRetention(ctx, rule))).rejects.toThrow();
    expect(await world.rows(sql`select months from retention_rule where document_type = 'session'`)).toEqual([
      { months: 2 },
    ]);
  });

  test('nothing that a document refers to can be removed', async () => {
    const { world, assigned } = await aPaidWorker();
    const owner = world.database.sql;
    for (const statement of [
      `delete from timesheet where assignment_id = '${assigned.assignmentId}'`,
      `delete from assignment where id = '${assigned.assignmentId}'`,
      `delete from worker where id = '${assigned.workerId}'`,
      `delete from invoice where client_id = '${world.clientId}'`,
      `delete from bank_account where supplier_id = '${world.suppliers.cobalt}'`,
      `delete from account where id = '${world.people.ana.accountId}'`,
    ])
      await expect(
        owner.begin(async (tx) => {
          await tx`select set_config('app.side', 'msp', true)`;
          await tx.unsafe(statement);
        }),
        statement,
      ).rejects.toThrow();
  });
});

describe('account numbers', () => {
  test('are sealed in the table, open for their row only, and no new one is kept in the clear', async () => {
    const world = await aProgram();
    const id = await bankInRows(world);
    const [stored] = await world.rows<{
      account_number: string | null;
      account_sealed: string;
      account_last_four: string;
    }>(sql`select account_number, account_sealed, account_last_four from bank_account where id = ${id}`);
    expect(stored).toMatchObject({
      account_number: null,
      account_sealed: expect.stringMatching(/^v1\./) as string,
    });
    const row = await world.reads('supplierFinance', (ctx) => accountOf(ctx, id));
    const number = row ? fullAccountNumber(row) : '';
    expect(number).toMatch(/^\d{9}$/);
    expect(stored?.account_last_four).toBe(number.slice(-4));
    expect(() =>
      fullAccountNumber({
        id: randomUUID(),
        accountNumber: null,
        accountSealed: stored?.account_sealed ?? '',
      }),
    ).toThrow();
    await expect(
      walled(world.database, { side: 'msp' }, (db) =>
        db.execute(
          sql`update bank_account set account_number = '123456789', account_sealed = null where id = ${id}`,
        ),
      ),
    ).rejects.toThrow();
  });

  test('from before are sealed at the start, once', async () => {
    const world = await aProgram();
    const id = await bankInRows(world);
    const { sql: owner } = world.database;
    // A row as an older release left it: the law against it did not exist.
    await owner`alter table bank_account drop constraint account_numbers_are_sealed`;
    await walled(world.database, { side: 'msp' }, (db) =>
      db.execute(
        sql`update bank_account set account_number = '000123456789', account_sealed = null where id = ${id}`,
      ),
    );
    await owner`alter table bank_account add constraint account_numbers_are_sealed check (account_number is null) not valid`;
    expect(await sealAccounts(world.database)).toBe(1);
    expect(await sealAccounts(world.database)).toBe(0);
    const row = await world.reads('supplierFinance', (ctx) => accountOf(ctx, id));
    expect([row?.accountNumber, row ? fullAccountNumber(row) : '']).toEqual([null, '000123456789']);
  });

  test('a newer key takes over from an older one', () => {
    const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
    const [old, fresh] = [key('old'), key('new')];
    const cell = { table: 'bank_account', column: 'account_sealed', id: 'x' };
    const sealed = sealField('4711', cell, parseKeys(old));
    const resealed = sealField(
      openField(sealed, cell, parseKeys(`${fresh},${old}`)),
      cell,
      parseKeys(`${fresh},${old}`),
    );
    expect(resealed).toContain('.new.');
    expect(openField(resealed, cell, parseKeys(fresh))).toBe('4711');
    expect(sealedAccount(randomUUID(), 'DE89370400440532013000').accountLastFour).toBe('3000');
  });
});
