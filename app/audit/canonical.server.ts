import { hash as digest } from 'node:crypto';

/*
 * The bytes of an event that are sealed. This file is law: an upgrade that changed one byte would make every older seal
 * look forged. Another column, another order, another encoding is a new algorithm beside this one, never a change of it;
 * test/slices/audit-seal.test.ts holds every column of the table against the list, and the golden hashes beside this file hold
 * the bytes.
 */

/** What seals are made with today. */
export const ALGORITHM = 1;

/** The chain of what happened to no program. */
export const DEPLOYMENT_CHAIN = '00000000-0000-0000-0000-000000000000';

/** Before the first event of a chain stands nothing. */
export const GENESIS = '00'.repeat(32);

/** Every column of an event, in the order in which algorithm 1 seals it, and how the database says it as text. */
export const sealedColumns = [
  { column: 'id', text: 'e.id::text' },
  // Microseconds since 1970, which is all that PostgreSQL keeps of an instant; no zone, no format.
  { column: 'at', text: '(extract(epoch from e.at) * 1000000)::bigint::text' },
  { column: 'kind', text: 'e.kind' },
  { column: 'subject_kind', text: 'e.subject_kind' },
  { column: 'subject_id', text: 'e.subject_id::text' },
  { column: 'client_id', text: 'e.client_id::text' },
  { column: 'supplier_id', text: 'e.supplier_id::text' },
  { column: 'audience', text: 'to_jsonb(e.audience)::text', json: true },
  { column: 'actor_account_id', text: 'e.actor_account_id::text' },
  { column: 'actor_name', text: 'e.actor_name' },
  { column: 'actor_organization', text: 'e.actor_organization' },
  { column: 'summary', text: 'e.summary' },
  { column: 'reason', text: 'e.reason' },
  { column: 'facts', text: 'e.facts::text', json: true },
  { column: 'request_id', text: 'e.request_id' },
  { column: 'behalf_account_id', text: 'e.behalf_account_id::text' },
  { column: 'behalf_name', text: 'e.behalf_name' },
  { column: 'actor_membership_id', text: 'e.actor_membership_id::text' },
] as const;

const isJson = sealedColumns.map((sealed) => 'json' in sealed);

/** Where an event stands: its chain, its place in it, and the hash of the place before, in hexadecimal. */
export type Place = { algorithm: number; chain: string; position: number; previousHash: string };

/**
 * The hash of an event at its place: SHA-256 over the algorithm, the chain, the position, the hash before it and every
 * column, each as its length in bytes (four, big-endian; all ones for an absent value) and its UTF-8.
 * @param values the texts of `sealedColumns`, in that order
 * @returns 64 hexadecimal digits; null where the algorithm is not known to this version of the program
 */
export function hashOfEvent(place: Place, values: readonly (string | null)[]): string | null {
  if (place.algorithm !== ALGORITHM) return null;
  if (values.length !== sealedColumns.length) throw new Error('An event has another number of columns');
  const bytes = writer();
  bytes.add(`muster event ${place.algorithm}`);
  bytes.add(place.chain);
  bytes.add(String(place.position));
  bytes.add(place.previousHash);
  for (const [index, value] of values.entries())
    bytes.add(value !== null && isJson[index] ? canonicalJson(value) : value);
  return digest('sha256', bytes.written(), 'hex');
}

const ABSENT = 0xffffffff;
/** Used again for each event: a million of them are hashed in one go. Nothing here waits, so no two use it at once. */
let room = Buffer.allocUnsafe(65_536);

function writer() {
  let end = 0;
  const reserve = (size: number) => {
    if (end + size <= room.length) return;
    const larger = Buffer.allocUnsafe(Math.max(room.length * 2, end + size));
    room.copy(larger, 0, 0, end);
    room = larger;
  };
  return {
    add(value: string | null) {
      // A UTF-16 unit is at most three bytes of UTF-8.
      reserve(4 + (value?.length ?? 0) * 3);
      const size = value === null ? 0 : room.write(value, end + 4, 'utf8');
      room.writeUInt32BE(value === null ? ABSENT : size, end);
      end += 4 + size;
    },
    written: () => room.subarray(0, end),
  };
}

/**
 * One spelling for equal JSON: names sorted by their code units, no space between, texts as JSON.stringify writes
 * them, and numbers digit by digit as they came, because a double would lose the last ones.
 * @param text valid JSON, as jsonb gives it
 */
export function canonicalJson(text: string): string {
  if (text === '{}' || text === '[]') return text;
  const cursor = { text, at: 0 };
  const value = readValue(cursor);
  skipSpace(cursor);
  if (cursor.at !== text.length) throw new Error('JSON goes on after its end');
  return value;
}

type Cursor = { text: string; at: number };

const space = /[ \t\n\r]*/y;
const aString = /"(?:[^"\\]|\\.)*"/y;
const aWord = /[-+.0-9a-zA-Z]+/y;

function skipSpace(cursor: Cursor): void {
  space.lastIndex = cursor.at;
  space.test(cursor.text);
  cursor.at = space.lastIndex;
}

function take(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found === undefined) throw new Error('This is no JSON');
  cursor.at += found.length;
  return found;
}

const readString = (cursor: Cursor): string => JSON.stringify(JSON.parse(take(cursor, aString)));

function readValue(cursor: Cursor): string {
  skipSpace(cursor);
  const first = cursor.text[cursor.at];
  if (first === '"') return readString(cursor);
  if (first === '[') return `[${readList(cursor, ']', readValue).join(',')}]`;
  if (first !== '{') return take(cursor, aWord);
  const members = readList(cursor, '}', (inner): [string, string] => {
    skipSpace(inner);
    const name = readString(inner);
    skipSpace(inner);
    if (inner.text[inner.at] !== ':') throw new Error('This is no JSON');
    inner.at += 1;
    return [name, readValue(inner)];
  });
  members.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${members.map(([name, value]) => `${name}:${value}`).join(',')}}`;
}

function readList<T>(cursor: Cursor, end: string, read: (cursor: Cursor) => T): T[] {
  const items: T[] = [];
  cursor.at += 1;
  skipSpace(cursor);
  if (cursor.text[cursor.at] === end) {
    cursor.at += 1;
    return items;
  }
  for (;;) {
    items.push(read(cursor));
    skipSpace(cursor);
    const mark = cursor.text[cursor.at];
    cursor.at += 1;
    if (mark === end) return items;
    if (mark !== ',') throw new Error('This is no JSON');
  }
}
