import type { Page } from '@playwright/test';
import routes from '#app/routes.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/** So many things of a kind are tried until one of them is in a state that has this page. */
const TRIED = 25;

type Route = { path?: string | undefined; file: string; children?: Route[] | undefined };

/** The patterns that draw a page. Buttons and downloads are `.ts` files and draw none. */
const patterns = [...new Set((routes as Route[]).flatMap((route) => pagesOf(route, '')))].filter(
  (pattern) => !['/sign-in', '/invitations/:token'].includes(pattern),
);

function pagesOf({ path, file, children = [] }: Route, above: string): string[] {
  const own = path ? `${above}/${path}` : above;
  return [
    ...(file.endsWith('.tsx') ? [own || '/'] : []),
    ...children.flatMap((child) => pagesOf(child, own)),
  ];
}

/** Where things of every kind and in every state are listed, for whoever may see the list. */
const lists = [
  '/',
  '/requisitions?status=all',
  '/submittals',
  '/assignments',
  '/timesheets',
  '/timesheets?status=submitted',
  '/timesheets?status=draft',
  '/billing',
  '/invoices',
  '/invoices?kind=self_bill',
  '/programs',
  '/mailbox',
];

/** What was found for others is tried first: the state that a page needs is the same for everybody. */
const answered = new Set<string>();

/**
 * Every address that whoever is signed in may look at: one for each pattern of the routes, with ids found by following
 * the links of the lists, and a second one where a filter or a state makes another page of it.
 */
export async function addressesFor(page: Page): Promise<Found[]> {
  const crawled = await Promise.all(lists.map((list) => linksOn(page, list)));
  const links = new Set(crawled.flat());
  const programs = [...links].filter((link) => new RegExp(`^/programs/${uuid}$`).test(link));
  const below = [
    ...programs,
    ...programs.map((program) => `${program}/jobs`),
    ...firstFew(links, 'requisitions'),
  ];
  for (const found of await Promise.all(below.map((link) => linksOn(page, link))))
    for (const link of found) links.add(link);

  const chosen: string[] = [];
  for (const pattern of patterns) {
    const candidates = candidatesFor(pattern, [...links]);
    const known = candidates.filter((candidate) => answered.has(candidate));
    const address = await firstThatAnswers(page, [...known, ...candidates]);
    if (address) chosen.push(address);
  }
  for (const address of chosen) answered.add(address);
  const all = [...new Set([...chosen, ...(await otherStates(page))])];
  return Promise.all(all.map(async (address) => ({ address, make: await makeOf(page, address) })));
}

/** An address, and what its page is made of. */
export type Found = { address: string; make: string };

/** The kinds of elements on a page with their classes, roles and labels, without any words: the same for two of a kind. */
async function makeOf(page: Page, address: string): Promise<string> {
  const html = await (await page.request.get(address)).text();
  const [body = ''] = html.slice(html.indexOf('<main')).split('<script');
  const kinds = [...body.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, rest = '']) => {
    const facts = rest.match(/(?:class|role|type)="[^"]*"|aria-\w+(?==)/g) ?? [];
    return [tag, ...facts].join(' ');
  });
  const pattern = address.split('?')[0]?.replaceAll(new RegExp(uuid, 'g'), ':id');
  return [pattern, ...[...new Set(kinds)].sort()].join('\n');
}

const firstFew = (links: Set<string>, kind: string) =>
  [...links].filter((link) => new RegExp(`^/${kind}/${uuid}$`).test(link)).slice(0, 20);

async function linksOn(page: Page, address: string): Promise<string[]> {
  const answer = await page.request.get(address);
  if (!answer.ok()) return [];
  const html = (await answer.text()).replaceAll('&amp;', '&');
  return [...html.matchAll(/(?:href|action)="(\/[^"#]*)"/g)].flatMap(([, link]) => link ?? []);
}

/** What fits a pattern: links as they stand, and its kind's ids in its place. */
function candidatesFor(pattern: string, links: string[]): string[] {
  if (!pattern.includes(':')) return [pattern];
  const shape = (text: string) => new RegExp(`^${text.replaceAll(/:\w+/g, `(${uuid})`)}$`);
  const asLinked = links.map((link) => link.split('?')[0] ?? '').filter((link) => shape(pattern).test(link));
  const [, kind, parameter, ...rest] = pattern.split('/');
  const starts = links.flatMap((link) => new RegExp(`^/${kind}/${uuid}`).exec(link)?.[0] ?? []);
  const made = parameter?.startsWith(':') && !rest.join('/').includes(':');
  return [
    ...new Set([...asLinked, ...(made ? starts.map((start) => [start, ...rest].join('/')) : [])]),
  ].slice(0, TRIED);
}

async function firstThatAnswers(page: Page, candidates: string[]): Promise<string | null> {
  for (const candidate of candidates) {
    const answer = await page.request.get(candidate, { maxRedirects: 0 });
    if (answer.status() === 200) return candidate;
    // Whoever may not see one of them may see none.
    if (answer.status() === 403) return null;
  }
  return null;
}

/** Pages that look otherwise by what they show: a week being typed and one being signed, candidates side by side. */
async function otherStates(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const status of ['draft', 'submitted', 'invoiced']) {
    const weeks = await linksOn(page, `/timesheets?status=${status}`);
    found.push(...weeks.filter((link) => new RegExp(`^/timesheets/${uuid}$`).test(link)).slice(0, 1));
  }
  for (const status of ['pending_approval', 'open', 'rejected']) {
    const needs = await linksOn(page, `/requisitions?status=${status}`);
    const [need] = needs.filter((link) => new RegExp(`^/requisitions/${uuid}$`).test(link));
    if (!need) continue;
    found.push(need);
    const html = await (await page.request.get(need)).text();
    const ids = [...html.matchAll(new RegExp(`name="ids"[^>]* value="(${uuid})"`, 'g'))].map(
      ([, id]) => `ids=${id}`,
    );
    if (ids.length > 1) found.push(`${need}/comparison?${ids.slice(0, 4).join('&')}`);
  }
  return found;
}
