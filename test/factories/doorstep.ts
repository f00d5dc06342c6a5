import type { Database } from '#db/connection.ts';
import type { Doorstep } from '#app/access/doorstep.server.ts';

/** Somebody in front of the door with a browser of their own: what it was given, it brings along. */
export function aBrowser(
  database: Database,
  { ip = '192.0.2.10', baseUrl = 'http://localhost:3000' }: { ip?: string; baseUrl?: string } = {},
) {
  const jar = new Map<string, string>();
  return {
    /** Where they stand now, at a time that a test may choose. */
    door: (over: Partial<Doorstep> = {}): Doorstep => ({
      database,
      baseUrl,
      now: new Date(),
      requestId: 'test',
      visitor: { ip, userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0' },
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') || null,
      demo: false,
      ...over,
    }),
    take(cookies: string[]): void {
      for (const cookie of cookies) {
        const [pair = ''] = cookie.split(';');
        const [name = ''] = pair.split('=', 1);
        if (/Max-Age=0(;|$)/.test(cookie)) jar.delete(name);
        else jar.set(name, pair.slice(name.length + 1));
      }
    },
    cookie: (name: string): string | undefined => jar.get(name),
    forget: (name: string): boolean => jar.delete(name),
  };
}
export type TestBrowser = ReturnType<typeof aBrowser>;
