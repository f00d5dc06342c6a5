import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addresses } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import type { Answer } from '#test/setup/server.ts';
import { askAll, idsFor, openSetting, type Id, type Setting, type Visitor } from './asking.ts';
import { samplesByAddress } from './forms.ts';

/*
 * Another program's thing and one that does not exist are the same to whoever has no business with either: the same
 * status, the same headers, the same bytes, and the same time.
 */

let setting: Setting;
let outsiders: Visitor[];
let samples: Map<string, Record<string, string>>;
beforeAll(async () => {
  setting = await openSetting();
  outsiders = setting.everybody.filter(({ name }) =>
    ['clientAdmin', 'supplierAdmin', 'worker'].includes(name),
  );
  samples = await samplesByAddress();
});
afterAll(() => setting.served.stop());

const withIds = addresses.filter(({ pattern }) => routeLines[pattern]?.of && !pattern.endsWith('?index'));

const fill = (pattern: string, ids: Id[]) => {
  let place = 0;
  return `/${pattern.replaceAll(/:[A-Za-z]+/g, () => ids[place++]?.id ?? '')}`;
};

/** What came back, without what is new in every answer and without the id itself. */
function fingerprint({ status, headers, text }: Answer, ids: Id[]): string {
  const { date: _date, 'content-length': _length, etag: _etag, 'keep-alive': _keep, ...rest } = headers;
  let all = JSON.stringify([status, rest, text]);
  for (const { id } of ids) all = all.replaceAll(/^\d+$/.test(id) ? new RegExp(`/${id}\\b`, 'g') : id, 'ID');
  return all
    .replaceAll(/nonce(-|=\\?"|\\?":\\?")[A-Za-z0-9+/=]+/g, 'nonce')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/muster_flash=[^;"]*/g, 'flash');
}

test.each(['GET', 'POST'])(
  '%s: no byte tells one from the other',
  async (method) => {
    const differences: string[] = [];
    let count = 0;
    const questions = withIds
      .filter(({ pattern }) => method === 'GET' || samples.has(pattern))
      .flatMap((address) => outsiders.map((who) => ({ address, who })));
    await askAll(questions, async ({ address: { pattern }, who }) => {
      const line = routeLines[pattern] ?? { read: 'anybody' };
      const foreign = await idsFor(setting, line, "another program's", who.actor);
      // What a wall shows to all, such as tax law, is nobody's secret.
      if (!foreign || foreign.some(({ visible }) => visible)) return;
      const random = (await idsFor(setting, line, 'random', who.actor)) ?? [];
      const question = {
        ...{ method, cookie: who.cookie },
        ...(method === 'POST' ? { form: samples.get(pattern) ?? {} } : {}),
      };
      const [one, other] = [
        await setting.served.ask(fill(pattern, foreign), question),
        await setting.served.ask(fill(pattern, random), question),
      ];
      count += 1;
      if (fingerprint(one, foreign) !== fingerprint(other, random))
        differences.push(
          `${method} ${pattern} as ${who.name}: ${one.status} ${one.body.length} and ${other.status} ${other.body.length}`,
        );
    });
    expect(differences.sort()).toEqual([]);
    expect(count).toBeGreaterThan(method === 'GET' ? 300 : 150);
  },
  300_000,
);

const PAIRS = 200;
const MOST_MS = 5;
const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

test.each([
  ['a page', 'GET', (id: string) => `/requisitions/${id}`],
  ['a file', 'GET', (id: string) => `/invoices/${id}/lines.csv`],
  ['a proof', 'GET', (id: string) => `/proofs/invoices/${id}.json`],
  ['a button', 'POST', (id: string) => `/timesheets/${id}/approval`],
])(
  '%s takes as long for another’s id as for none',
  async (_what, method, address) => {
    const { served, elsewhere, everybody } = setting;
    const cookie = everybody.find(({ name }) => name === 'clientAdmin')?.cookie ?? '';
    const foreign = {
      '/requisitions': elsewhere.placement.requisitionId,
      '/timesheets': elsewhere.timesheetId,
    };
    const path = address('');
    const known =
      Object.entries(foreign).find(([start]) => path.startsWith(start))?.[1] ??
      elsewhere.billed.clientInvoiceId;
    const times: [number[], number[]] = [[], []];
    const timed = async (id: string, kept: number[]) => {
      const from = performance.now();
      await served.ask(address(id), { method, cookie });
      kept.push(performance.now() - from);
    };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const random = randomUUID();
      // Each goes first as often as the other.
      if (pair % 2 === 0) {
        await timed(known, times[0]);
        await timed(random, times[1]);
      } else {
        await timed(random, times[1]);
        await timed(known, times[0]);
      }
    }
    expect(Math.abs(median(times[0]) - median(times[1]))).toBeLessThan(MOST_MS);
  },
  180_000,
);
