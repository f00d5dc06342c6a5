import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { billedPeriod, firstHalfOfMarch } from '#test/factories/bills.ts';
import { bankInRows } from '#test/factories/payments.ts';
import { aProgram, type World } from '#test/factories/program.ts';
import { fillPosition, openNeed, presentedCandidate, type Assigned } from '#test/factories/story.ts';
import { approvedWeek, submittedWeek } from '#test/factories/weeks.ts';
import { expectInvariantsHold } from '#test/invariants.ts';
import { serveWithWorlds } from '#test/setup/served-world.ts';
import type { Question, Served } from '#test/setup/server.ts';
import { nasty } from './nasty-strings.ts';
import { kindOf, patterns, walk } from './visitor.ts';

/** Longer, and with every string in every field: `MUSTER_FUZZ=1`. */
const thorough = process.env['MUSTER_FUZZ'] === '1';
const TRIES_A_FORM = thorough ? 400 : 3;
const TRIES_A_PARAMETER = thorough ? nasty.length : 1;
const PATIENCE_MS = 2_000;

let served: Served;
let world: World;
let assigned: Assigned;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  served = await serveWithWorlds('fuzz');
  world = await aProgram();
  assigned = await fillPosition(world);
  await approvedWeek(world, assigned, '2026-03-08', { Mon: 8, Tue: 8 });
  world.on('2026-03-16');
  await billedPeriod(world, firstHalfOfMarch);
  await submittedWeek(world, assigned, '2026-03-22', { Mon: 8 });
  const { requisitionId } = await openNeed(world);
  await presentedCandidate(world, requisitionId, { name: 'Ines Duarte' });
  await bankInRows(world);
  for (const who of ['admin', 'finance', 'ana', 'approver', 'recruiter', 'supplierAdmin'] as const)
    cookies[who] = await served.cookieFor(world.actor(who));
  cookies['worker'] = await served.cookieFor(assigned.worker);
}, 120_000);
afterAll(() => served.stop());

const faults: string[] = [];
let asked = 0;
const statuses = new Map<number, number>();

/** Asks, and notes an answer of 500 or more, one that takes too long, and one that tells how the program is made. */
async function probe(path: string, question: Question, what: string): Promise<void> {
  const started = performance.now();
  // A connection that was closed behind a refused body may be found closed by the next request, which browsers send again.
  const ask = () => served.ask(path, question);
  const answer = await ask()
    .catch(ask)
    .catch((error: unknown) => {
      faults.push(`${what} ${path}: ${String(error)}`);
      return null;
    });
  asked += 1;
  if (!answer) return;
  statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  const took = performance.now() - started;
  if (answer.status >= 500) faults.push(`${what} ${path}: ${answer.status}`);
  // A machine that does something else besides is not the product's fault: what is slow is asked once more.
  if (took > PATIENCE_MS) {
    const again = performance.now();
    await served.ask(path, question);
    if (performance.now() - again > PATIENCE_MS) faults.push(`${what} ${path}: took ${Math.round(took)} ms`);
  }
  if (/node_modules|\bat \S+ \(.*:\d+:\d+\)/.test(answer.text)) faults.push(`${what} ${path}: shows a stack`);
}

type Form = { address: string; fields: string[]; who: string; values: [string, string][] };

/** The forms of the product as they are drawn, one of each kind, and the names of what pages are asked with. */
async function formsAndQueries(): Promise<{
  forms: Form[];
  queries: Map<string, { who: string; names: Set<string> }>;
}> {
  const forms = new Map<string, Form>();
  const queries = new Map<string, { who: string; names: Set<string> }>();
  const asks = (who: string, address: string, name: string) => {
    const path = address.split('?')[0] ?? '/';
    const known = queries.get(kindOf(path)) ?? { who, names: new Set<string>(), path };
    known.names.add(name);
    queries.set(kindOf(path), Object.assign(known, { path }));
  };
  for (const [who, cookie] of Object.entries(cookies))
    await walk(
      served,
      cookie,
      ({ address, answer }) => {
        for (const [, inside = '', body = ''] of answer.text.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)) {
          const action = (/action="([^"]*)"/.exec(inside)?.[1] ?? address).replaceAll('&amp;', '&');
          const values = [
            ...body.matchAll(/<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"[^>]*>/g),
          ].map(([tag, name = '']): [string, string] => [name, /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '1']);
          const fields = [...new Set(values.map(([name]) => name))];
          if (/method="post"/i.test(inside)) {
            if (!/sign-out|memberships/.test(action))
              forms.set(`${who === 'worker' ? who : ''}${kindOf(action)} ${fields.join()}`, {
                address: action,
                fields,
                who,
                values,
              });
          } else for (const field of fields) asks(who, action, field);
        }
        const [, search] = address.split('?');
        for (const name of new URLSearchParams(search).keys()) asks(who, address, name);
      },
      { ofAKind: 1, steps: 3 },
    );
  return { forms: [...forms.values()], queries };
}

let turn = 0;
const anyString = () => nasty[turn++ % nasty.length] ?? '';

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW';
const multipart = (parts: string) => ({ type: `multipart/form-data; boundary=${boundary}`, content: parts });
const filePart = (name: string, file: string, content: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="${file}"\r\nContent-Type: application/pdf\r\n\r\n${content}\r\n`;
const urlencoded = (content: string | Buffer, type = 'application/x-www-form-urlencoded') => ({
  type,
  content,
});

/** Bodies that are broken whatever the form is. */
const broken = (field: string): [string, NonNullable<Question['body']>][] => [
  ['no end', multipart(filePart(field, 'a.pdf', '%PDF-1.7').slice(0, 120))],
  [
    'another boundary',
    multipart(`--other\r\n\r\n${filePart(field, 'a', 'b').replaceAll(boundary, 'other')}--other--`),
  ],
  [
    'a file in place of words',
    multipart(`${filePart(field, '../../etc/passwd\u202Efdp.exe', '%PDF-1.7')}--${boundary}--\r\n`),
  ],
  ['a part without a name', multipart(`--${boundary}\r\n\r\nx\r\n--${boundary}--\r\n`)],
  ['ten thousand fields', urlencoded(Array.from({ length: 10_000 }, (_, at) => `f${at}=1`).join('&'))],
  ['a megabyte', urlencoded(`${field}=${'A'.repeat(1_000_000)}`)],
  ['bytes that are no text', urlencoded(Buffer.from([0x61, 0x3d, 0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80]))],
  ['percents that end early', urlencoded(`${field}=%&${field}=%F&%=%E0%A4%A`)],
  ['another charset', urlencoded(`${field}=%FF%FE`, 'application/x-www-form-urlencoded; charset=utf-16')],
  ['JSON', urlencoded('{"a":{"b":[1]}}', 'application/json')],
  ['nothing', urlencoded('')],
];

test(
  'no form, whatever is put into it, fails, hangs, or tells how it is made',
  async () => {
    const { forms, queries } = await formsAndQueries();
    expect(forms.length).toBeGreaterThan(20);
    expect(queries.size).toBeGreaterThan(15);
    for (const [at, { address, fields, who, values }] of forms.entries()) {
      const cookie = cookies[who];
      const as = (entries: [string, string][]) => new URLSearchParams(entries);
      const post = (form: URLSearchParams, what: string) =>
        probe(address, { method: 'POST', cookie, form }, what);
      await post(as([]), 'nothing to');
      const tries = thorough
        ? fields.flatMap((field) => nasty.map((text) => [field, text] as const))
        : fields.map((field) => [field, anyString()] as const);
      // All at once, and each in turn beside what the page itself would send.
      await post(as(fields.map((field) => [field, anyString()])), 'everything nasty to');
      for (const [field, text] of tries.slice(0, TRIES_A_FORM))
        await post(
          as(values.map(([name, value]) => [name, name === field ? text : value])),
          `${JSON.stringify(field)} nasty to`,
        );
      const [first = 'x'] = fields;
      const confused = [`${first}[]`, `${first}[a]`, `${first}[0]`, `${first}.b`, `${first}[0][0].c`];
      await post(
        as([...values, ...confused.map((name): [string, string] => [name, '1'])]),
        'confused types to',
      );
      await post(as([...values, ...values, ...values]), 'everything thrice to');
      const bodies = broken(first);
      for (const [what, body] of thorough
        ? bodies
        : [bodies[at % bodies.length], bodies[(at + 4) % bodies.length]].flatMap((one) => (one ? [one] : [])))
        await probe(address, { method: 'POST', cookie, body }, `${what} to`);
    }
    for (const { path, who, names } of queries.values() as Iterable<{
      path?: string;
      who: string;
      names: Set<string>;
    }>) {
      for (const name of names)
        for (let time = 0; time < TRIES_A_PARAMETER; time += 1)
          await probe(
            `${path ?? '/'}?${new URLSearchParams([[name, anyString()]]).toString()}`,
            { cookie: cookies[who] },
            'query',
          );
      const [name = 'a'] = names;
      await probe(
        `${path ?? '/'}?${name}=%00&${name}=%ff&${name}[a]=1&${name}=${'9'.repeat(400)}`,
        { cookie: cookies[who] },
        'query',
      );
    }
    expect(faults).toEqual([]);
    expect(asked).toBeGreaterThan(600);
    // Some of it was taken, much of it was told what is wrong, and bodies that cannot be read were refused.
    for (const status of [302, 400, 413, 422, 200])
      expect(statuses.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  },
  thorough ? 3_600_000 : 300_000,
);

test('no address fails, whatever stands in the place of its ids or behind it', async () => {
  const wild = [
    randomUUID(),
    '0',
    '-1',
    String(2 ** 63),
    '%00',
    '%C0%AE%C0%AE',
    'null',
    "'--",
    '..%2f..%2f',
    '%F0%9F%92%A9',
    'a'.repeat(3_000),
  ];
  for (const [at, pattern] of patterns.filter((one) => one.includes(':')).entries())
    for (const method of ['GET', 'POST'])
      await probe(
        pattern.replaceAll(/:\w+/g, () => wild[(at + (turn += 1)) % wild.length] ?? '0'),
        { method, cookie: cookies['admin'] },
        method,
      );
  for (const odd of [
    '/%',
    '/%E0%A4%A',
    '//elsewhere.example',
    '/\\elsewhere',
    '/.data',
    '/_root.data?_routes=x',
    '/?_data=root',
    '/__manifest?p=x',
    '/assets/%2e%2e/server.js',
  ])
    await probe(odd, { cookie: cookies['admin'] }, 'GET');
  expect(faults).toEqual([]);
}, 120_000);

test('and what must be true of the program is still true', async () => {
  await expectInvariantsHold(world);
});
