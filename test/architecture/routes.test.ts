import { expect, test } from 'vitest';
import { addresses } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import { read } from './source-files.ts';

const patterns = addresses.map(({ pattern }) => pattern);

test('every address says in test/policy/routes.ts what guards it', () => {
  const missing = patterns.filter((pattern) => !(pattern in routeLines));
  expect(
    missing,
    'Give each of these a line in test/policy/routes.ts: what its ids name, the action that lets somebody read it, and the ' +
      'one behind its form (hand) or button (press). Then UPDATE_GOLDEN=1 npx vitest run --project http test/http/matrix.',
  ).toEqual([]);
});

test('no line is left of an address that is gone', () => {
  expect(Object.keys(routeLines).filter((pattern) => !patterns.includes(pattern))).toEqual([]);
});

test('a line says of each id what it names, and of each form and button what guards it', () => {
  const wrong = addresses.filter(({ pattern, file }) => {
    const line = routeLines[pattern];
    if (!line) return false;
    const ids = [...pattern.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => name);
    const posts = /export (const|async function) action\b/.test(read(`app/${file}`).text);
    return ids.join() !== Object.keys(line.of ?? {}).join() || posts !== Boolean(line.hand ?? line.press);
  });
  expect(wrong.map(({ pattern }) => pattern)).toEqual([]);
});
