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
import { kindsWithTheRight } from './gone.ts';
import { expectGolden } from './golden.ts';

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
});
afterAll(() => setting.served.stop());

test('whatever is read is answered as policy and wall say, to everybody, for every kind of id', async () => {
  const differences: string[] = [];
  const answers = new Map<string, Map<string, number>>();
  let count = 0;
  const asked = combinations(setting, (line) => line.read);
  await askAll(asked, async ({ address, line, who, kind }) => {
    const row = kind === 'own' ? address.pattern || '/' : null;
    if (row && !answers.has(row)) answers.set(row, new Map());
    const ids = await idsFor(setting, line, kind, who.actor);
    if (!ids) return;
    const refusal =
      line.read === 'leads'
        ? kind === 'malformed' && line.of
          ? 404
          : null
        : refusalOf(line, line.read, { actor: who.actor, ids, kind });
    const expected = refusal ? [refusal] : line.read === 'leads' ? [302] : [200];
    // Behind what is not there in this state, whoever may not see it learns no more than that.
    if (line.instead && (line.read === 'open' || !['random', 'malformed', 'deleted'].includes(kind)))
      expected.push(line.instead.status);
    // Which of the two it was is the same secret.
    // An address that leads on may do so without looking at the id, and a malformed one is none before anybody asks.
    if (kind === 'malformed') expected.push(404, ...(line.read === 'leads' ? [302] : []));
    if (kind === 'crossed' || ids.slice(1).some(({ visible }) => !visible)) expected.push(403, 404);
    const answer = await setting.served.ask(pathOf(address, ids), { cookie: who.cookie });
    const status = statusOf(answer);
    count += 1;
    if (row) answers.get(row)?.set(who.name, status);
    if (!expected.includes(status))
      differences.push(
        `GET ${address.pattern} (${kind}) as ${who.name}: ${status}, expected ${expected.join(' or ')}`,
      );
  });
  expect(differences.sort()).toEqual([]);
  expect(count).toBeGreaterThan(3_000);
  expectGolden(
    'reads.txt',
    setting.everybody.map(({ name }) => name),
    answers,
  );
}, 600_000);

test('whoever cannot get in is sent to the door, and learns nothing on the way', async () => {
  const { served, lockedOut } = setting;
  const differences: string[] = [];
  const asked = combinations(setting, (line) => line.read).filter(
    ({ line, who, kind }) =>
      who.name === 'clientAdmin' && kind === 'own' && line.read !== 'open' && line.read !== 'leads',
  );
  await askAll(asked, async ({ address, line, who }) => {
    const ids = (await idsFor(setting, line, 'own', who.actor)) ?? [];
    for (const { name, cookie } of lockedOut) {
      const answer = await served.ask(
        `/${address.pattern.replaceAll(/:[A-Za-z]+/g, () => ids[0]?.id ?? '1')}`,
        { cookie },
      );
      const to = String(answer.headers.location);
      if (answer.status !== 302 || !/^\/sign-in(\?|$)/.test(to) || answer.body.length > 0)
        differences.push(`GET ${address.pattern} as ${name}: ${answer.status} ${to}`);
    }
  });
  expect(differences.sort()).toEqual([]);
  expect(asked.length).toBeGreaterThan(100);
}, 300_000);

test('what the application may delete is asked for once it is gone', async () => {
  expect((await kindsWithTheRight()).sort()).toEqual([...setting.gone.keys()].sort());
});
