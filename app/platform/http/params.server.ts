import { z } from 'zod';
import { notFound } from './page.server.ts';

const uuid = z.uuid();

/** The id in the address. A malformed one is the same 404 as one that does not exist. */
export function idParam(params: Record<string, string | undefined>, name = 'id'): string {
  const parsed = uuid.safeParse(params[name]?.toLowerCase());
  return parsed.success ? parsed.data : notFound();
}

/** Unwraps what a query found, or ends in the 404. */
export function found<T>(row: T | null | undefined): T {
  return row ?? notFound();
}

/** A page of a list, cut by key and not by offset. `next` is the cursor of the row after it, if there is one. */
export type KeysetPage<Row> = { rows: Row[]; next: string | null };

/**
 * Cuts what was read with `limit + 1` into a page.
 * @param cursorOf what the next page starts after, made of the last row shown
 */
export function keysetPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => string): KeysetPage<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last ? cursorOf(last) : null };
}

/** The same address with another cursor; filters stay. */
export function pageLink(url: URL, cursor: string | null): string | null {
  if (!cursor) return null;
  const search = new URLSearchParams(url.search);
  search.set('after', cursor);
  return `${url.pathname}?${search}`;
}

/** The first page with the same filters, when this is a later one. */
export function firstPageLink(url: URL): string | null {
  if (!url.searchParams.has('after')) return null;
  const search = new URLSearchParams(url.search);
  search.delete('after');
  const rest = search.toString();
  return rest ? `${url.pathname}?${rest}` : url.pathname;
}
