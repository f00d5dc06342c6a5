import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  askAll,
  combinations,
  idsFor,
  openSetting,
  pathOf,
  refusalOf,
  statusOf,
  type Setting,
} from './asking.ts';
import { about, samplesByAddress, triedElsewhere } from './forms.ts';
import { addresses } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import { expectGolden } from './golden.ts';
import { byAddress, refusedPosts } from './refused-posts.ts';

let setting: Setting;
let samples: Map<string, Record<string, string>>;
beforeAll(async () => {
  setting = await openSetting();
  samples = await samplesByAddress();
});
afterAll(() => setting.served.stop());

const names = () => setting.everybody.map(({ name }) => name);
const post = (path: string, cookie: string, form: Record<string, string>) =>
  setting.served.ask(path, { method: 'POST', cookie, form });

test('whatever is posted by those who may not is refused, whoever they are and whatever the id', async () => {
  const { differences, answers, count } = await refusedPosts(setting, samples);
  expect(differences.sort()).toEqual([]);
  expect(count).toBeGreaterThan(2_000);
  expectGolden('posts.txt', names(), answers);
}, 600_000);

test('every form can be filled, so that its command is reached', () => {
  const unfilled = addresses
    .map(({ pattern }) => pattern)
    .filter((pattern) => {
      const guard = routeLines[pattern]?.hand;
      return (
        guard && guard !== 'open' && guard !== 'anybody' && !samples.has(pattern) && !triedElsewhere[pattern]
      );
    });
  expect(unfilled, 'Add fields to what is needed in test/http/forms.ts.').toEqual([]);
});

test('a form of one’s own that names a thing of another program is refused', async () => {
  const differences: string[] = [];
  const { served, elsewhere, everybody } = setting;
  const outsiders = everybody.filter(({ actor }) => actor.side !== 'msp' && actor.role !== 'worker');
  const asked = combinations(setting, (line) => line.hand).filter(
    ({ address, line, kind, who }) =>
      kind === 'own' &&
      !line.of &&
      outsiders.includes(who) &&
      'clientId' in (samples.get(address.pattern) ?? {}),
  );
  await askAll(asked, async ({ address, who }) => {
    const form = about(samples.get(address.pattern) ?? {}, elsewhere, elsewhere.clientId);
    const answer = await served.ask(pathOf(address, []), { method: 'POST', cookie: who.cookie, form });
    if (![403, 404].includes(statusOf(answer)))
      differences.push(`POST ${address.pattern} as ${who.name}: ${statusOf(answer)}`);
  });
  expect(differences.sort()).toEqual([]);
  expect(asked.length).toBeGreaterThan(50);
}, 120_000);

test('whoever cannot get in is sent to the door, whatever they post', async () => {
  const differences: string[] = [];
  const asked = combinations(setting, (line) => line.hand ?? line.press).filter(
    ({ line, who, kind }) =>
      who.name === 'clientAdmin' && kind === 'own' && (line.hand ?? line.press ?? 'open') !== 'open',
  );
  await askAll(asked, async ({ address, line, who }) => {
    const ids = await idsFor(setting, line, 'own', who.actor);
    for (const { name, cookie } of ids ? setting.lockedOut : []) {
      const status = statusOf(
        await post(pathOf(address, ids ?? []), cookie, samples.get(address.pattern) ?? {}),
      );
      if (status !== 302) differences.push(`POST ${address.pattern} as ${name}: ${status}`);
    }
  });
  expect(differences.sort()).toEqual([]);
  expect(asked.length).toBeGreaterThan(80);
}, 120_000);

test('those who may are not refused: an empty form comes back, a button does what it says or says why not', async () => {
  const differences: string[] = [];
  let count = 0;
  const guarded = combinations(setting, (line) => line.hand ?? line.press);
  await askAll(byAddress(guarded.filter(({ kind }) => kind === 'own')), async (ofOne) => {
    for (const { address, line, who } of ofOne) {
      const guard = line.hand ?? line.press;
      const ids = await idsFor(setting, line, 'own', who.actor);
      if (
        !guard ||
        !ids ||
        guard === 'open' ||
        // What somebody does to their own sessions is tried where sessions are.
        guard === 'anybody' ||
        triedElsewhere[address.pattern] ||
        refusalOf(line, guard, { actor: who.actor, ids, kind: 'own' })
      )
        continue;
      const status = statusOf(await post(pathOf(address, ids), who.cookie, {}));
      count += 1;
      const expected: number[] = [302, 422, ...(line.instead ? [403, 404, line.instead.status] : [])];
      if (!expected.includes(status))
        differences.push(
          `POST ${address.pattern} as ${who.name}: ${status}, expected ${expected.join(' or ')}`,
        );
    }
  });
  expect(differences.sort()).toEqual([]);
  expect(count).toBeGreaterThan(200);
}, 300_000);
