import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { whyNotStart, worthAWarning } from './start-up.ts';

const example = Object.fromEntries(
  [...readFileSync('.env.example', 'utf8').matchAll(/^# ([A-Z_]+)=(.+)$/gm)].map(([, name, value]) => [
    name ?? '',
    value,
  ]),
);

test('without any setting it starts', () => expect(whyNotStart({})).toEqual([]));

test('no secret of the example starts a server', () => {
  const elsewhere = example['DATABASE_URL']?.replace('localhost', 'db.internal');
  expect(whyNotStart({ DATABASE_URL: elsewhere })).toEqual([expect.stringContaining('DATABASE_URL')]);
  expect(whyNotStart({ SMTP_URL: example['SMTP_URL'] })).toEqual([expect.stringContaining('SMTP_URL')]);
  for (const [name, value] of Object.entries(example))
    if (/^MUSTER_(KEY|SECRET)/.test(name))
      expect(whyNotStart({ [name]: value }), name).toEqual([expect.stringContaining(name)]);
});

test.each(['change-me', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'k1:secret', '0000000000000000'])(
  'a key that is %j starts none',
  (value) => expect(whyNotStart({ MUSTER_KEYS: value })).toHaveLength(1),
);

test('secrets of one\u2019s own do', () => {
  expect(
    whyNotStart({
      DATABASE_URL: 'postgres://muster:q7Vt0pXz3m@db.internal/muster',
      SMTP_URL: 'smtp://relay.internal:25',
      MUSTER_KEYS: 'k1:9mYx2V5bq0YcJrT8nE3hWkLzQpSdFgHjUiOaXcVbNm4=',
      PUBLIC_URL: 'https://staffing.halden.example',
    }),
  ).toEqual([]);
});

test('a public address without https is asked for on purpose', () => {
  const PUBLIC_URL = 'http://staffing.halden.example';
  expect(whyNotStart({ PUBLIC_URL })).toEqual([expect.stringContaining('https')]);
  expect(whyNotStart({ PUBLIC_URL, MUSTER_INSECURE: '1' })).toEqual([]);
  expect(worthAWarning({ PUBLIC_URL, MUSTER_INSECURE: '1', SMTP_URL: 'smtp://x' })).toHaveLength(1);
  for (const here of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])
    expect(whyNotStart({ PUBLIC_URL: here })).toEqual([]);
});
