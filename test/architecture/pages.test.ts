import type { RouteConfigEntry } from '@remix-run/route-config';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import routes from '#app/routes.ts';
import { filesUnder } from './source-files.ts';

function filesOf(entries: RouteConfigEntry[]): string[] {
  return entries.flatMap(({ file, children }) => [`app/${file}`, ...filesOf(children ?? [])]);
}

const routed = filesOf(routes);

test('every page that app/routes.ts names exists', () => {
  expect(routed.filter((file) => !existsSync(file))).toEqual([]);
});

test('every page of a slice has an address in app/routes.ts', () => {
  const pages = filesUnder(['app'], /^app\/[^/]+\/pages\/.*\.tsx?$/).filter(
    (file) => !/\.test\.tsx?$/.test(file),
  );
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.filter((file) => !routed.includes(file))).toEqual([]);
});

test('no two addresses are the same', () => {
  const addresses = (entries: RouteConfigEntry[], above: string): string[] =>
    entries.flatMap((entry) => {
      const address = [above, entry.path].filter(Boolean).join('/');
      // A layout has no address of its own.
      const own = entry.index || entry.path ? [`${address}${entry.index ? ' (index)' : ''}`] : [];
      return [...own, ...addresses(entry.children ?? [], address)];
    });
  const all = addresses(routes, '');
  expect(all.filter((address, index) => all.indexOf(address) !== index)).toEqual([]);
});
