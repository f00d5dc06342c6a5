import type { Page } from '@playwright/test';
import routes from '#app/routes.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Charges and accounts are counted, all else has a UUID. */
const id = `(?:${uuid}|(?<=/)\\d+(?=$|[/?]))`;
/** Requests that are on their way at once. */
const AT_ONCE = 8;

/** So many things of a kind are tried until one of them is in a state that has this page. */
const TRIED = 12;

type Route = { path?: string | undefined; file: string; children?: Route[] | undefined };

/** The patterns that draw a page. Buttons and downloads are `.ts` files and draw none. */
const patterns = [...new Set((routes as Route[]).flatMap((route) => pagesOf(route, '')))].filter(
  // Pages of the door are for whoever is not signed in.
  (pattern) => !/^\/(sign-in|forgot|reset|invitations)(\/|$)/.test(pattern),
);

function pagesOf({ path, file, children = [] }: Route, above: string): string[] {
  const own = path ? `${above}/${path}` : above;
  return [
    ...(file.endsWith('.tsx') ? [own || '/'] : []),
    ...children.flatMap((child) => pagesOf(child, own)),
  ];
}

/** Where a walk begins: every page without an id, and lists whose first page does not show things of every state. */
const starts = [
  ...patterns.filter((pattern) => !pattern.includes(':')),
  '/requisitions?status=all',
  '/timesheets?status=submitted',
  '/timesheets?status=draft',
  '/invoices?kind=self_bill',
  '/invoices?kind=fee_invoice',
  '/expenses?status=draft',
  '/expenses?status=submitted',
];

/** Of each kind of page so many are opened to see where they lead, and so far from a start one goes. */
const OPENED = 2;
const STEPS = 3;
/** Things that differ much by their state: more of them are opened. */
const OPENED_OF: Record<string, number> = { '/requisitions/:id': 16, '/assignments/:id': 6 };

/** What was found for others is tried first: the state that a page needs is the same for everybody. */
const answered = new Set<string>();

/** Patterns of the routes that nobody came to yet. */
export const unreached = new Set(patterns);

/**
 * Every address that whoever is signed in may look at: one for each pattern of the routes, with ids found by following
 * links, and a second one where a filter or a state makes another page of it.
 */
export async function addressesFor(page: Page): Promise<Found[]> {
  const ask = asker(page);
  const links = await walk(ask);
  const chosen: string[] = [];
  for (const pattern of patterns) {
    const candidates = candidatesFor(pattern, links);
    const known = candidates.filter((candidate) => answered.has(candidate));
    const address = await firstThatAnswers(ask, [...known, ...candidates.slice(0, TRIED)]);
    if (!address) continue;
    chosen.push(address);
    unreached.delete(pattern);
  }
  for (const address of chosen) answered.add(address);
  const all = [...new Set([...chosen, ...(await otherStates(ask))])];
  return Promise.all(all.map(async (address) => ({ address, make: await makeOf(ask, address) })));
}

/** Follows links from page to page, a few of each kind, and returns all that were seen. */
async function walk(ask: Ask): Promise<string[]> {
  const seen = new Set<string>();
  const opened = new Map<string, number>();
  let next = starts;
  for (let step = 0; step < STEPS; step += 1) {
    const found = await linksOnAll(ask, next);
    next = [];
    for (const link of found) {
      if (seen.has(link)) continue;
      seen.add(link);
      const kind = kindOf(link);
      const times = opened.get(kind) ?? 0;
      if (times >= (OPENED_OF[kind] ?? OPENED) || !drawsPage(link)) continue;
      opened.set(kind, times + 1);
      next.push(link);
    }
  }
  return [...seen];
}

const kindOf = (link: string) => (link.split('?')[0] ?? '').replaceAll(new RegExp(id, 'g'), ':id');

const pages = new Set(patterns.map((pattern) => pattern.replaceAll(/:\w+/g, ':id')));
const drawsPage = (link: string) => pages.has(kindOf(link));

async function linksOnAll(ask: Ask, addresses: string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < addresses.length; from += AT_ONCE)
    found.push(
      ...(
        await Promise.all(addresses.slice(from, from + AT_ONCE).map((address) => linksOn(ask, address)))
      ).flat(),
    );
  return found;
}

/** An address, and what its page is made of. */
export type Found = { address: string; make: string };

/** The kinds of elements on a page with their classes, roles and labels, without any words: the same for two of a kind. */
async function makeOf(ask: Ask, address: string): Promise<string> {
  const { html } = await ask(address);
  const [body = ''] = html.slice(html.indexOf('<main')).split('<script');
  const kinds = [...body.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, rest = '']) => {
    const facts = rest.match(/(?:class|role|type)="[^"]*"|aria-\w+(?==)/g) ?? [];
    return [tag, ...facts].join(' ');
  });
  const pattern = address.split('?')[0]?.replaceAll(new RegExp(id, 'g'), ':id');
  return [pattern, ...[...new Set(kinds)].sort()].join('\n');
}

type Answer = { status: number; html: string };

/** Asks as somebody, for each address once. A server that fails is never a reason to try the next one. */
function asker(page: Page): (address: string) => Promise<Answer> {
  const asked = new Map<string, Promise<Answer>>();
  const ask = async (address: string): Promise<Answer> => {
    const answer = await page.request.get(address, { maxRedirects: 0, timeout: 30_000 });
    if (answer.status() >= 500) throw new Error(`${address} answered ${answer.status()}`);
    return { status: answer.status(), html: answer.ok() ? await answer.text() : '' };
  };
  return (address) => {
    const known = asked.get(address) ?? ask(address);
    asked.set(address, known);
    return known;
  };
}

type Ask = ReturnType<typeof asker>;

async function linksOn(ask: Ask, address: string): Promise<string[]> {
  const html = (await ask(address)).html.replaceAll('&amp;', '&');
  return [...html.matchAll(/(?:href|action)="(\/[^"#]*)"/g)].flatMap(([, link]) => link ?? []);
}

/** What fits a pattern: links as they stand, and its kind's ids in its place. */
function candidatesFor(pattern: string, links: string[]): string[] {
  if (!pattern.includes(':'))
    return [pattern, ...links.filter((link) => link.startsWith(`${pattern}?`))].slice(0, TRIED);
  const shape = (text: string) => new RegExp(`^${text.replaceAll(/:\w+/g, id)}$`);
  const asLinked = links.map((link) => link.split('?')[0] ?? '').filter((link) => shape(pattern).test(link));
  const [, kind, parameter, ...rest] = pattern.split('/');
  const begun = links.flatMap((link) => new RegExp(`^/${kind}/${id}`).exec(link)?.[0] ?? []);
  const made = parameter?.startsWith(':') && !rest.join('/').includes(':');
  return [...new Set([...asLinked, ...(made ? begun.map((start) => [start, ...rest].join('/')) : [])])];
}

async function firstThatAnswers(ask: Ask, candidates: string[]): Promise<string | null> {
  for (const candidate of candidates) {
    const { status } = await ask(candidate);
    if (status === 200) return candidate;
    // Whoever may not see one of them may see none.
    if (status === 403) return null;
  }
  return null;
}

/** Pages that look otherwise by what they show: a week being typed and one being signed, candidates side by side. */
async function otherStates(ask: Ask): Promise<string[]> {
  const found: string[] = [];
  for (const status of ['draft', 'submitted', 'invoiced']) {
    const weeks = await linksOn(ask, `/timesheets?status=${status}`);
    found.push(...weeks.filter((link) => new RegExp(`^/timesheets/${uuid}$`).test(link)).slice(0, 1));
  }
  for (const status of ['pending_approval', 'open', 'rejected']) {
    const needs = await linksOn(ask, `/requisitions?status=${status}`);
    const [need] = needs.filter((link) => new RegExp(`^/requisitions/${uuid}$`).test(link));
    if (!need) continue;
    found.push(need);
    const { html } = await ask(need);
    const ids = [...html.matchAll(new RegExp(`name="ids"[^>]* value="(${uuid})"`, 'g'))].map(
      ([, id]) => `ids=${id}`,
    );
    if (ids.length > 1) found.push(`${need}/comparison?${ids.slice(0, 4).join('&')}`);
  }
  return found;
}
