import { expect, test } from 'vitest';
import { unsafeField } from './field-names.ts';

test.each(['name', 'splits[0].percent', 'days[6]', 'lines[12].codes[3].minutes', 'search', ''])(
  '%j is a field',
  (name) => expect(unsafeField(name)).toBe(false),
);

test.each([
  'splits[1000000000]',
  'splits[1e3][4000000]',
  '__proto__[admin]',
  'constructor.prototype.admin',
  'a'.repeat(201),
  Array.from({ length: 40 }, () => 'a').join('.'),
  '[['.repeat(20) + '9999',
])('%j is none', (name) => expect(unsafeField(name)).toBe(true));
