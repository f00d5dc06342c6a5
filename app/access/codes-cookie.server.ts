import { openField, sealField } from '#app/platform/crypto/field.server.ts';
import { clearing, doorCookies, readText } from './cookies.server.ts';

const cellOf = (accountId: string) => ({ table: 'recovery_code', column: 'just made', id: accountId });

/** Puts codes that were just made where the next page, and nothing else, can show them once. */
export const codesCookie = (baseUrl: string, accountId: string, codes: string[]): Promise<string> =>
  doorCookies(baseUrl).codes.serialize(sealField(codes.join(' '), cellOf(accountId)));

/** The codes that were made a moment ago, with the cookie that makes this the one time they are shown; null where there are none. */
export async function takeCodes(
  baseUrl: string,
  accountId: string,
  cookie: string | null,
): Promise<{ codes: string[]; clear: string } | null> {
  const jar = doorCookies(baseUrl).codes;
  const sealed = await readText(jar, cookie);
  if (!sealed) return null;
  try {
    return { codes: openField(sealed, cellOf(accountId)).split(' '), clear: await clearing(jar) };
  } catch {
    // Somebody else's, left in a browser that two people share.
    return { codes: [], clear: await clearing(jar) };
  }
}
