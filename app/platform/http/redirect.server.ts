import { redirect as toAnywhere, type TypedResponse } from '@remix-run/node';

/** A path of this site: never `//elsewhere` or `/\elsewhere`, which browsers take for another host. */
export const isLocalPath = (path: string): boolean => /^\/(?![/\\])/.test(path);

/**
 * Sends the browser on, within this site only. What a path takes from an address or a form is written as a browser
 * would write it, so that no character of it can end the header or lead elsewhere.
 * Throws where the path is not one of this site: that is a mistake in the code, not in what was typed.
 */
export function redirect(path: string, init?: ResponseInit): TypedResponse<never> {
  if (!isLocalPath(path)) throw new TypeError('A redirect leads to a path of this site');
  const { pathname, search, hash } = new URL(path, 'http://localhost');
  // Steps such as `/.//elsewhere` are gone only now.
  const target = `${pathname}${search}${hash}`;
  return toAnywhere(isLocalPath(target) ? target : '/', init);
}
