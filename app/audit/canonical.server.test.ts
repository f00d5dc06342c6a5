import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALGORITHM, canonicalJson, GENESIS, hashOfEvent, sealedColumns } from './canonical.server.ts';

const client = '018f3c2a-7b1e-7c44-9d0a-2f6b8e5a1c90';
const place = { algorithm: 1, chain: client, position: 1, previousHash: GENESIS };

const full = [
  '7',
  '1772442123456789',
  'timesheet.approved',
  'timesheet',
  '018f3c2a-7b1e-7c44-9d0a-000000000001',
  client,
  '018f3c2a-7b1e-7c44-9d0a-000000000002',
  '["client", "supplier"]',
  '018f3c2a-7b1e-7c44-9d0a-000000000003',
  'Ana Whitfield',
  'Halden Medical Center',
  'approved 40.00 h – «Ärzte», 東京, 🩺',
  'Looks right.\n\tReally.',
  '{"b": 1.50, "a": {"z": null, "y": [true, 12345678901234567890]}, "ä": "\\u0041\\n"}',
  'req-1',
  '018f3c2a-7b1e-7c44-9d0a-000000000004',
  'Ruth Calder',
  '018f3c2a-7b1e-7c44-9d0a-000000000005',
];
const sparse = full.map((value, index) => ([5, 6, 8, 12, 14, 15, 16, 17].includes(index) ? null : value));

test('the bytes of algorithm 1 are what they were: these hashes never change', () => {
  expect(hashOfEvent(place, full)).toBe('44d238029cc39ec9d0c8205ced0cb6679e36645b3e8410af9d3d72245649e15d');
  expect(hashOfEvent(place, sparse)).toBe('dc1adc93eb0c74dd45d4edca2b71182bb8c42c7d2ca7779a54107d9026154bff');
  expect(hashOfEvent({ ...place, position: 2, previousHash: 'ab'.repeat(32) }, full)).toBe(
    '4d1a2fbada45b5e97acbd17bddbdfc5cb905c2b78c7b2e51ae56496addc71855',
  );
});

test('an algorithm that this version does not know is not guessed at', () => {
  expect(hashOfEvent({ ...place, algorithm: ALGORITHM + 1 }, full)).toBeNull();
  expect(() => hashOfEvent(place, full.slice(1))).toThrow('number of columns');
});

test('every column counts, and its absence differs from its emptiness', () => {
  const hashes = new Set([hashOfEvent(place, full)]);
  for (const [index, { column }] of sealedColumns.entries()) {
    const json = column === 'facts' || column === 'audience';
    for (const other of json ? ['[]', null] : [`${full[index]}x`, '', null])
      hashes.add(
        hashOfEvent(
          place,
          full.map((value, at) => (at === index ? other : value)),
        ),
      );
  }
  expect(hashes.size).toBe(1 + (sealedColumns.length - 2) * 3 + 2 * 2);
});

test('what moves from one column into the next is another event', () => {
  const moved = [...full];
  [moved[9], moved[10]] = ['Ana WhitfieldH', 'alden Medical Center'];
  expect(hashOfEvent(place, moved)).not.toBe(hashOfEvent(place, full));
});

test('equal JSON has one spelling, and no digit is lost', () => {
  expect(canonicalJson('{ "b" : [1.50, -2e+3 , true,null], "a" : {"c":"\\u00e4\\/"} }')).toBe(
    '{"a":{"c":"ä/"},"b":[1.50,-2e+3,true,null]}',
  );
  expect(canonicalJson('12345678901234567890.0100')).toBe('12345678901234567890.0100');
  expect(canonicalJson('{"a": 12345678901234567890}')).not.toBe(canonicalJson('{"a": 12345678901234567891}'));
  for (const broken of ['{"a" 1}', '[1,]x', '{} {}', '"open', '[1 2]'])
    expect(() => canonicalJson(broken)).toThrow();
});

test('any JSON keeps its meaning and does not depend on the order of its names', () => {
  const turned = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(turned)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, inner]) => [name, turned(inner)]),
          )
        : value;
  fc.assert(
    fc.property(fc.jsonValue({ noUnpairedSurrogates: true } as never), (value) => {
      const text = canonicalJson(JSON.stringify(value));
      expect(JSON.stringify(JSON.parse(text))).toBe(JSON.stringify(JSON.parse(canonicalJson(text))));
      expect(canonicalJson(JSON.stringify(turned(value), null, 2))).toBe(text);
    }),
  );
});

test('an event larger than the room that was kept for it is hashed whole', () => {
  const large = (end: string) =>
    hashOfEvent(
      place,
      full.map((value, index) => (index === 12 ? `${'ä'.repeat(200_000)}${end}` : value)),
    );
  expect(large('a')).not.toBe(large('b'));
  expect(hashOfEvent(place, full)).toBe(hashOfEvent(place, full));
});
