import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import { Readable } from 'node:stream';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { parse } from 'csv-parse/sync';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startViewing } from '#app/people/commands/start-viewing.server.ts';
import { sessionHashOf } from '#app/access/view-as.server.ts';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { exported } from '#app/platform/files/export.server.ts';
import { aReader } from '#test/factories/outlet.ts';
import { addresses, type Address } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import { walled } from '#db/walled.ts';
import type { Answer } from '#test/setup/server.ts';
import { idsFor, openSetting, pathOf, type Setting, type Visitor } from './asking.ts';

/*
 * Whatever is taken along as a file leaves its trace: who, what they asked for, how many rows, what these come to, and the
 * hash of what they got.
 */

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
  await payOut();
});
afterAll(() => setting.served.stop());

/** Files that are no reports: a document is kept as it was issued, with its hash; a proof explains one number. */
const notReports = [
  /^proofs\//,
  /^invoices\/:id\/document\.pdf$/,
  /^remittances\/:id\/advice\.pdf$/,
  // What was wrong with the rows of a file that the reader brought along themselves.
  /^rate-card-imports\/:id\/refused\.csv$/,
];
const isReport = ({ pattern }: Address) =>
  /\.(?:csv|json|zip|xml|pdf)$/.test(pattern) && !notReports.some((one) => one.test(pattern));
const reports = addresses.filter(isReport);

/** What an address is asked with, where nothing comes without a question. */
const questions = (): Record<string, string> => ({
  'accruals/preview.csv': `?client=${setting.world.clientId}&month=2026-03`,
  'programs/:clientId/replay.csv': '?from=2026-03-02&to=2026-03-15&rule=none',
  'programs/:clientId/fees/compare.csv': '?model=supplier&supplier=2.5',
  'spend/export.csv': `?client=${setting.world.clientId}`,
  'audit/trail.csv': '?text=Ana+Whitfield',
  'audit/books.zip': `?program=${setting.world.clientId}&year=2026`,
});

/** Files of payments come once these are on their way, which takes a day of everybody's work. */
const payOut = () =>
  setting.served.database.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`select set_config('app.side', 'msp', true)`;
    const { clientId } = setting.world;
    await tx`update payment_run set status = 'sent', sent_at = now(),
      debtor_account_id = (select bank_account_id from payment where client_id = ${clientId} limit 1) where client_id = ${clientId}`;
    await tx`update payment set status = 'sent' where client_id = ${clientId}`;
  });

type Trace = {
  kind: string;
  actor: string;
  behalf: string | null;
  audience: string[];
  client: string | null;
  facts: {
    report: string;
    address: string;
    file: string;
    rows: number | null;
    bytes: number;
    sha256: string;
  };
};
const tracesOf = (account: string): Promise<Trace[]> =>
  walled(setting.served.database, { side: 'msp' }, (db) =>
    db.execute<Trace>(sql`
      select kind, actor_account_id as actor, behalf_account_id as behalf, array_to_json(audience) as audience, client_id as client, facts
      from event where subject_kind = 'export' and actor_account_id = ${account} order by id desc limit 50`),
  );

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex');

async function take({ actor, cookie }: Visitor, address: Address): Promise<Answer> {
  const line = routeLines[address.pattern];
  const ids = line ? await idsFor(setting, line, 'own', actor) : [];
  return setting.served.ask(`${pathOf(address, ids ?? [])}${questions()[address.pattern] ?? ''}`, { cookie });
}

/** How many rows a reader of the file counts, below its head and above its last line. */
function rowsIn({ body }: Answer, pattern: string): number {
  const all: string[][] = parse(body, { bom: true, relax_column_count: true });
  return pattern.startsWith('audit/') ? all.length - 7 : all.length - 1;
}

test.each(reports.map((address) => [address.pattern, address] as const))(
  '%s leaves a trace with whoever takes it, and none with whoever may not',
  async (pattern, address) => {
    let taken = 0;
    for (const who of setting.everybody) {
      const before = (await tracesOf(who.actor.accountId)).length;
      const answer = await take(who, address);
      const traces = await tracesOf(who.actor.accountId);
      expect(traces.length - before, `${who.name}: ${answer.status}`).toBe(answer.status === 200 ? 1 : 0);
      if (answer.status !== 200) continue;
      taken += 1;
      const [trace] = traces;
      expect(trace).toMatchObject({
        kind: 'export.made',
        audience: who.actor.side === 'msp' ? [] : [who.actor.side],
        facts: { sha256: sha256(answer.body), bytes: answer.body.length },
      });
      expect(answer.headers['content-disposition']).toContain(trace?.facts.file);
      expect(JSON.stringify(trace?.facts)).not.toContain('Ana');
      if (pattern.endsWith('.csv') && trace?.facts.rows !== null)
        expect(trace?.facts.rows).toBe(rowsIn(answer, pattern));
    }
    expect(taken).toBeGreaterThan(0);
  },
);

test('whoever asks for the head alone takes nothing along', async () => {
  const { cookie, actor } = visitor('mspFinance');
  const before = (await tracesOf(actor.accountId)).length;
  for (const path of ['/ledger/entries.csv', '/spend/export.csv', '/privacy/mine/export.zip'])
    expect((await setting.served.ask(path, { cookie, method: 'HEAD' })).status).toBe(200);
  expect(await tracesOf(actor.accountId)).toHaveLength(before);
});

test('of what was typed into an address only what is nobody’s name is kept', async () => {
  const { cookie, actor } = visitor('auditor');
  const id = setting.world.clientId;
  await setting.served.ask(
    `/audit/access.csv?te%00xt=Ana&after=Ana+Whitfield&Ana+Whitfield=1&month=2026-03&organization=${id}&group=exports`,
    { cookie },
  );
  expect((await tracesOf(actor.accountId))[0]?.facts.address).toBe(
    `/audit/access.csv?text=%E2%80%A6&after=%E2%80%A6&month=2026-03&organization=${id}&group=exports`,
  );
});

test('a program that is none is asked for in vain, and the file is whole', async () => {
  const { cookie, actor } = visitor('auditor');
  const answer = await setting.served.ask(`/audit/trail.csv?client=${randomUUID()}`, { cookie });
  expect(answer.status).toBe(200);
  expect((await tracesOf(actor.accountId))[0]).toMatchObject({
    client: null,
    facts: { rows: 0, sha256: sha256(answer.body) },
  });
});

test('what was taken along is found by its hash, and by nothing else', async () => {
  const auditor = visitor('auditor');
  const book = addresses.find(({ pattern }) => pattern === 'ledger/entries.csv');
  const answer = await take(visitor('mspFinance'), book as Address);
  const hash = sha256(answer.body);
  const asks = async (typed: string, who = auditor) =>
    (await setting.served.ask(`/audit/exports?sha256=${encodeURIComponent(typed)}`, { cookie: who.cookie }))
      .text;
  expect(await asks(`SHA256 hash of ledger.csv:\r\n${hash.toUpperCase()}`)).toContain(
    'It is as it was made here',
  );
  expect(await asks(hash.replace(/^./, (first) => (first === '0' ? '1' : '0')))).toContain(
    'No file with these bytes was made here',
  );
  for (const none of ['ledger', hash.repeat(2), `${hash}${hash.slice(0, 32)}`])
    expect(await asks(none)).toContain('That is no SHA-256');
  // As certutil says it, on one line.
  expect(await asks(`ledger.csv:${hash}CertUtil: -hashfile`)).toContain('It is as it was made here');
  // What the office took along is not the client's to know.
  expect(await asks(hash, visitor('clientAdmin'))).toContain('No file with these bytes was made here');
});

test('whoever looks on as another takes a file in their own name, and the trace has both', async () => {
  const { world, served } = setting;
  const { admin, clientFinance } = world.people;
  const cookie = await served.cookieFor(admin);
  await world.act('admin', (ctx) =>
    startViewing(
      ctx,
      clientFinance.membershipId,
      { reason: 'An invoice is asked about.' },
      sessionHashOf(cookie),
    ),
  );
  const lines = addresses.find(({ pattern }) => pattern === 'invoices/:id/lines.csv');
  const answer = await take({ name: 'admin as finance', actor: clientFinance, cookie }, lines as Address);
  expect(answer.status).toBe(200);
  const [trace] = await tracesOf(admin.accountId);
  expect(trace).toMatchObject({
    actor: admin.accountId,
    behalf: clientFinance.accountId,
    audience: [],
    facts: { sha256: sha256(answer.body) },
  });
});

const visitor = (name: string): Visitor => {
  const found = setting.everybody.find((one) => one.name === name);
  if (!found) throw new Error(`nobody is ${name}`);
  return found;
};

/** A long file in three pieces, taken by somebody outside of any browser. */
function threePieces(actor: Actor): Response {
  const args = {
    request: new Request('http://localhost/ledger/entries.csv?month=2026-03'),
    context: { ...setting.world.surroundings(), outlet: aReader },
  } as unknown as LoaderFunctionArgs;
  const pieces = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(70_000, 'b'), Buffer.alloc(10, 'c')]);
  return exported(args, actor, pieces, { report: 'the ledger', name: 'ledger.csv', mediaType: 'text/csv' });
}

test('whoever goes away before the end leaves a trace of what they got', async () => {
  const { auditor } = setting.world.people;
  const reader = threePieces(auditor).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await expect.poll(async () => (await tracesOf(auditor.accountId))[0]?.kind).toBe('export.brokenOff');
  const [trace] = await tracesOf(auditor.accountId);
  expect(trace?.facts.bytes).toBeGreaterThan(0);
  expect(trace?.facts.bytes).toBeLessThan(150_010);
});

/** Asks for the whole trail, which is far longer than what fits between two machines, and reads none of it yet. */
async function asksForMuch(): Promise<http.IncomingMessage> {
  const { served } = setting;
  const { cookie } = visitor('auditor');
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) =>
    http
      .get(`${served.address}/audit/trail.csv`, { headers: { Cookie: cookie } }, resolve)
      .on('error', reject),
  );
  expect(answer.statusCode).toBe(200);
  return answer;
}
const longTrail = () =>
  setting.served.database.sql.begin(async (tx) => {
    await tx`select set_config('app.side', 'msp', true)`;
    await tx`insert into event (kind, subject_kind, subject_id, actor_name, actor_organization, summary)
      select 'account.signedOut', 'account', gen_random_uuid(), 'Nobody', 'Nowhere', repeat('signed out ', 20) from generate_series(1, 90000)`;
  });
const newestOf = async (account: string) => (await tracesOf(account))[0];

test('a file is written no faster than it is read, and no further than it is read', async () => {
  await longTrail();
  const { auditor } = setting.world.people;
  const readAll = async (answer: http.IncomingMessage) => {
    let bytes = 0;
    for await (const piece of answer) bytes += (piece as Buffer).length;
    return bytes;
  };
  const started = performance.now();
  await readAll(await asksForMuch());
  const enough = 2 * (performance.now() - started);
  const before = (await tracesOf(auditor.accountId)).length;

  const slow = await asksForMuch();
  await new Promise((resolve) => setTimeout(resolve, enough));
  // Nobody has read any of it: its end was not written, so that its trace is not either.
  expect(await tracesOf(auditor.accountId)).toHaveLength(before);
  const bytes = await readAll(slow);
  expect(bytes).toBeGreaterThan(20_000_000);
  expect(await newestOf(auditor.accountId)).toMatchObject({ kind: 'export.made', facts: { bytes } });

  const leaver = await asksForMuch();
  leaver.destroy();
  await expect
    .poll(async () => (await newestOf(auditor.accountId))?.kind, { timeout: 10_000 })
    .toBe('export.brokenOff');
  expect((await newestOf(auditor.accountId))?.facts.bytes).toBeLessThan(bytes / 2);
}, 60_000);

test('no file leaves whole where its trace cannot be written', async () => {
  const nobody = { ...setting.world.people.auditor, accountId: '00000000-0000-4000-8000-000000000000' };
  const got: Uint8Array[] = [];
  const reading = (async () => {
    const reader = threePieces(nobody).body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (!next || next.done) return;
      got.push(next.value);
    }
  })();
  await expect(reading).rejects.toThrow();
  expect(Buffer.concat(got).toString().includes('c')).toBe(false);
});
