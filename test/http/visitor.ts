import { strFromU8, unzipSync } from 'fflate';
import routes from '#app/routes.ts';
import { pagesOf, textOf } from '#app/invoices/pdf-text.fixture.ts';
import type { Answer, Served } from '#test/setup/server.ts';

type Route = { path?: string | undefined; children?: Route[] | undefined };

/** Every address of the routes, as a pattern. */
export const patterns = (routes as Route[]).flatMap(function walk({
  path = '',
  children = [],
}: Route): string[] {
  return [`/${path}`, ...children.flatMap(walk).map((below) => `/${path}${below}`)].map((one) =>
    one.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, ''),
  );
});

const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=\/)\d+(?=[/?]|$)/g;
/** What kind of page an address leads to: ids are left out, and so is a query. */
export const kindOf = (address: string): string => (address.split('?')[0] ?? '').replaceAll(id, ':id');

/** The words of an answer, whatever form it has. */
export async function wordsOf({ headers, body, text }: Answer): Promise<string> {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/pdf')) return pagesOf(body).map(textOf).join('\n');
  if (type.startsWith('application/zip'))
    return Object.values(unzipSync(new Uint8Array(body)))
      .map((content) => strFromU8(content))
      .join('\n');
  return Promise.resolve(text);
}

const AT_ONCE = 6;

export type Visit = { address: string; answer: Answer };

/**
 * Follows links from every address without an id, as somebody, and hands over each answer. Of each kind of page so
 * many are opened; forms that only ask are links too.
 */
export async function walk(
  served: Served,
  cookie: string,
  see: (visit: Visit) => Promise<void> | void,
  { ofAKind = 2, steps = 3 } = {},
): Promise<number> {
  const opened = new Map<string, number>();
  const seen = new Set<string>();
  let next = patterns.filter((pattern) => !pattern.includes(':') && pattern !== '/sign-out');
  let visits = 0;
  for (let step = 0; step < steps && next.length > 0; step += 1) {
    const found: string[] = [];
    for (let from = 0; from < next.length; from += AT_ONCE)
      await Promise.all(
        next.slice(from, from + AT_ONCE).map(async (address) => {
          const answer = await served.ask(address, { cookie });
          visits += 1;
          await see({ address, answer });
          if (answer.status === 200 && answer.headers['content-type']?.startsWith('text/html'))
            found.push(...linksIn(answer.text));
        }),
      );
    next = [];
    for (const address of found) {
      const kind = kindOf(address);
      const times = opened.get(kind) ?? 0;
      if (seen.has(address) || times >= ofAKind) continue;
      seen.add(address);
      opened.set(kind, times + 1);
      next.push(address);
    }
  }
  return visits;
}

export const linksIn = (html: string): string[] =>
  [...html.replaceAll('&amp;', '&').matchAll(/href="(\/[^"#]*)"/g)]
    .flatMap(([, link]) => link ?? [])
    .filter((link) => !/^\/(?:assets|favicon)/.test(link));
