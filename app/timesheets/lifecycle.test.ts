import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { diagramOf } from '#app/values/lifecycle.ts';
import { timesheet } from './lifecycle.ts';

test('the README shows the lifecycle as it is', () => {
  const readme = readFileSync(new URL('README.md', import.meta.url), 'utf8');
  expect(readme).toContain(diagramOf(timesheet));
});
