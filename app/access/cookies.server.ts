import { createCookie, type Cookie } from '@remix-run/node';
import { securedBy } from './session.server.ts';

const STEP_SECONDS = 10 * 60;
const CODES_SECONDS = 5 * 60;
/** Browsers keep no cookie for longer (RFC 6265bis). */
const DEVICE_SECONDS = 400 * 24 * 3600;

/** The cookies of the door beside the session's. `__Host-` binds them to this host and to https. */
export function doorCookies(baseUrl: string): { step: Cookie; device: Cookie; codes: Cookie } {
  const { secure } = securedBy(baseUrl);
  const make = (name: string, maxAge: number) =>
    createCookie(`${secure ? '__Host-' : ''}muster_${name}`, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
      secure,
      maxAge,
    });
  return {
    step: make('step', STEP_SECONDS),
    device: make('device', DEVICE_SECONDS),
    codes: make('codes', CODES_SECONDS),
  };
}

/** The text in a cookie of ours, or an empty one. */
export async function readText(cookie: Cookie, header: string | null): Promise<string> {
  const value: unknown = await cookie.parse(header);
  return typeof value === 'string' ? value : '';
}

export const clearing = (cookie: Cookie): Promise<string> => cookie.serialize('', { maxAge: 0 });
