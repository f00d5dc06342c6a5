import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blindIndex,
  isSealedWithOlderKey,
  openField,
  readSigned,
  sealField,
  signText,
} from './field.server.ts';
import { insistOnKeys, loadKeys } from './keyring.server.ts';
import { parseKeys } from './keyring.ts';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [key('2026-01'), key('2026-11')];
const before = parseKeys(first);
const during = parseKeys(`${second}, ${first}`);
const after = parseKeys(second);
const cell = { table: 'bank_account', column: 'number', id: 'a1' };

describe('a sealed field', () => {
  test('opens to what was sealed, whatever that was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(openField(sealField(text, cell, before), cell, before)).toBe(text);
      }),
    );
  });

  test('is another one each time, and names its key', () => {
    const sealed = [sealField('4711', cell, before), sealField('4711', cell, before)];
    expect(new Set(sealed).size).toBe(2);
    for (const one of sealed) expect(one).toMatch(/^v1\.2026-01\.[\w-]+$/);
  });

  test.each([
    ['table', { ...cell, table: 'supplier' }],
    ['column', { ...cell, column: 'iban' }],
    ['row', { ...cell, id: 'a2' }],
    ['cell whose names run together', { table: 'bank_account', column: 'number","a', id: '1' }],
  ])('cannot be moved to another %s', (_what, elsewhere) => {
    expect(() => openField(sealField('4711', cell, before), elsewhere, before)).toThrow();
  });

  test('notices each changed bit', () => {
    const sealed = sealField('4711', cell, before);
    const [version, id, body = ''] = sealed.split('.');
    const bytes = Buffer.from(body, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openField(`${version}.${id}.${changed.toString('base64url')}`, cell, before)).toThrow();
    }
  });

  test('notices a shortened tag', () => {
    for (const length of [0, 5, 20, 27])
      expect(() =>
        openField(`v1.2026-01.${randomBytes(length).toString('base64url')}`, cell, before),
      ).toThrow();
  });
});

describe('rotation', () => {
  const old = sealField('4711', cell, before);

  test('a newer key encrypts, and the older one still decrypts', () => {
    expect(openField(old, cell, during)).toBe('4711');
    expect(isSealedWithOlderKey(old, during)).toBe(true);
    const again = sealField(openField(old, cell, during), cell, during);
    expect(isSealedWithOlderKey(again, during)).toBe(false);
    expect(openField(again, cell, after)).toBe('4711');
  });

  test('a key that was taken away opens nothing, and its absence is named without its text', () => {
    expect(() => openField(old, cell, after)).toThrow(
      'bank_account.number: the key «2026-01» is not known here',
    );
  });

  test('another key under the same id opens nothing', () => {
    expect(() => openField(old, cell, parseKeys(key('2026-01')))).toThrow();
  });

  test('what was signed stays valid while its key is there, and what is looked up is found again', () => {
    const signed = signText('device', 'a.b', before);
    expect(readSigned('device', signed, during)).toBe('a.b');
    expect(readSigned('device', signed, after)).toBeNull();
    expect(blindIndex('ip', '192.0.2.0/24', during)).toBe(blindIndex('ip', '192.0.2.0/24', before));
  });
});

test('a signature holds for one text and one purpose', () => {
  const signed = signText('device', 'account.1', before);
  expect(readSigned('device', signed, before)).toBe('account.1');
  expect(readSigned('reset', signed, before)).toBeNull();
  expect(readSigned('device', signed.replace('account.1', 'account.2'), before)).toBeNull();
  for (const nothing of ['', '.', '..', 'account.1', `${signed}x`])
    expect(readSigned('device', nothing, before)).toBeNull();
});

describe('keys from a setting', () => {
  test.each([
    ['', /between 1 and 20/],
    ['no-colon', /key 1 has no id/],
    [`${first},UPPER:x`, /key 2 has no id/],
    [`${first},${first}`, /«2026-01» twice/],
    ['a:c2hvcnQ=', /«a» is not 32 bytes/],
    [`a:${Buffer.alloc(32).toString('base64')}`, /«a» is not random/],
  ])('«%s» is refused', (text, says) => {
    expect(() => parseKeys(text)).toThrow(says);
  });

  test('are insisted on where the database is elsewhere', () => {
    const external = { DATABASE_URL: 'postgres://elsewhere' };
    const production = { production: true, demo: false };
    expect(() => insistOnKeys(production, external)).toThrow(/MUSTER_KEYS is not/);
    expect(() => insistOnKeys(production, { ...external, MUSTER_KEYS: first })).not.toThrow();
    expect(() => insistOnKeys(production, {})).not.toThrow();
    expect(() => insistOnKeys({ production: true, demo: true }, external)).not.toThrow();
  });
});

test('without a setting a key is made once, for its owner’s eyes only', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'muster-keys-'));
  try {
    const made = loadKeys({}, directory);
    expect(loadKeys({}, directory).newest).toEqual(made.newest);
    expect(statSync(path.join(directory, 'keys')).mode & 0o777).toBe(0o600);
    expect(loadKeys({ MUSTER_KEYS: first }, directory).newest.id).toBe('2026-01');
  } finally {
    rmSync(directory, { recursive: true });
  }
});
