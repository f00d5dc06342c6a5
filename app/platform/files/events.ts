import { defineEvent } from '#app/values/event.ts';

type Asked = {
  /** What was taken along, as its page calls it. */
  report: string;
  /** Where it was asked for, with its filters, so that it can be asked for again. */
  address: string;
  bytes: number;
};

const size = (bytes: number): string => `${bytes.toLocaleString('en')} bytes`;

/**
 * A file as the thing that an event is about: its SHA-256 in the form of an id (RFC 9562, version 8), so that the trail finds it
 * along the index that it has. The wall keeps an index on what is in the facts from being used.
 */
export function fileIdOf(sha256: string): string {
  const part = (from: number, to: number) => sha256.slice(from, to);
  return [part(0, 8), part(8, 12), `8${part(13, 16)}`, `8${part(17, 20)}`, part(20, 32)].join('-');
}

/** A file left the program whole. */
export const exportMade = defineEvent<
  Asked & { file: string; rows: number | null; sums: Record<string, string>; sha256: string }
>('export.made', [], ({ report, rows, bytes }) =>
  [
    `exported ${report}`,
    rows === null ? size(bytes) : `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`,
  ].join(', '),
);

/** Whoever took a file went away before its end, or it could not be written to its end. A part of it left. */
export const exportBrokenOff = defineEvent<Asked>(
  'export.brokenOff',
  [],
  ({ report, bytes }) => `exported a part of ${report}, ${size(bytes)}`,
);
