import { isPlainDate } from './week.ts';

const CLOCK = /^[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|\+00)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NUMBER = /^\d{1,15}$/;

function read(text: string, shape: RegExp): { at: string; id: string } | null {
  const [at = '', id = '', ...more] = text.split('_');
  const clock = at.slice(10);
  const isOurs =
    isPlainDate(at.slice(0, 10)) &&
    (clock === '' || CLOCK.test(clock)) &&
    shape.test(id) &&
    more.length === 0;
  return isOurs ? { at, id } : null;
}

/**
 * Where the next page of a list begins: the day or the moment of the row before it, and its id, such as `2026-11-20_<id>` or
 * `2026-11-20T14:02:11.123456Z_<id>`.
 * @returns null for whatever no page of ours gave, days that no calendar has among it
 */
export const readCursor = (text: string) => read(text, UUID);

export const isCursor = (text: string): boolean => read(text, UUID) !== null;

/** The same where rows are counted, not named. */
export const isCountedCursor = (text: string): boolean => read(text, NUMBER) !== null;
