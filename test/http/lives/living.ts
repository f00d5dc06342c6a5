import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Person } from '#test/cast.ts';
import type { World } from '#test/factories/program.ts';
import { addresses, formOf } from '#test/policy/manifest.ts';
import { statusOf } from '../asking.ts';
import { everyColumnBut, type Written, type rowsWritten } from '../rows-written.ts';
import { fieldsOf } from '../sample-form.ts';
import { formOnPage } from '../typed-form.ts';
import type { Answer, Served } from '#test/setup/server.ts';

/*
 * A life of a program as its people lead it in their browsers: they open a page, fill in its form and hand it in. Each
 * thing done leaves a mark of what it wrote, so that two lives can be laid side by side.
 */

export type Done = { pattern: string; path: string; by: string; written: Written };

export type Living = {
  world: World;
  served: Served;
  /** What was done so far. */
  done: Done[];
  /**
   * Fills in the form of a page and hands it in, or presses a button where the address draws no page. It must succeed.
   * @param path where the form is sent
   * @param fields what is typed; the rest stays as the page has it
   * @param query of the page that draws the form
   * @param file chosen in the form, which then travels in parts
   * @returns where it led
   */
  act: (
    who: Who,
    path: string,
    fields?: Record<string, string>,
    query?: string,
    file?: ChosenFile,
  ) => Promise<Answer>;
  /** What a page says to somebody, for ids that only it knows. */
  read: (who: Who, path: string) => Promise<string>;
};
/** Somebody in front of the door, known by their browser alone. */
export type Stranger = { browser: string };
export type Who = Person | Actor | Stranger;
export type ChosenFile = { field: string; name: string; type: string; content: string };

/** What only leads on to another form, and writes nothing itself. */
const leadsOn = ['sign-in/sso'];

const patterns = addresses
  .filter(({ pattern }) => !pattern.endsWith('?index'))
  .map((address) => ({
    address,
    shape: new RegExp(`^/${address.pattern.replaceAll('.', '\\.').replaceAll(/:[A-Za-z]+/g, '[^/]+')}$`),
    ids: address.pattern.split(':').length,
  }))
  .sort((a, b) => a.ids - b.ids);

/** The address of the product that a path belongs to. */
function addressOf(path: string) {
  const found = patterns.find(({ shape }) => shape.test(path));
  if (!found) throw new Error(`no address for ${path}`);
  return found.address;
}

/** The body of a form as a browser sends it where a file was chosen. */
async function inParts(fields: Record<string, string>, { field, name, type, content }: ChosenFile) {
  const form = new FormData();
  for (const [key, value] of Object.entries(fields)) if (key !== field) form.append(key, value);
  form.append(field, new File([content], name, { type }));
  const body = new Response(form);
  return { type: body.headers.get('Content-Type') ?? '', content: Buffer.from(await body.arrayBuffer()) };
}

/** What a browser sends from its next page on, after an answer that set cookies. */
function cookieAfter(cookie: string, { headers }: Answer): string {
  const jar = new Map(
    cookie
      .split('; ')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair]),
  );
  for (const line of headers['set-cookie'] ?? []) {
    const [pair = ''] = line.split(';');
    const name = pair.slice(0, pair.indexOf('='));
    if (/; Max-Age=0(;|$)/i.test(line)) jar.delete(name);
    else jar.set(name, pair);
  }
  return [...jar.values()].join('; ');
}

/** @param stuffed whether every column of the database travels along as a further field */
export function living(
  served: Served,
  world: World,
  watch: Awaited<ReturnType<typeof rowsWritten>>,
  stuffed: boolean,
): Living {
  const cookies = new Map<string, string>();
  /** Each has a browser of their own. */
  const browserOf = (who: Actor | Stranger) => ('browser' in who ? who.browser : who.membershipId);
  const cookieOf = async (who: Actor | Stranger) => {
    const cookie = cookies.get(browserOf(who)) ?? ('browser' in who ? '' : await served.cookieFor(who));
    cookies.set(browserOf(who), cookie);
    return cookie;
  };
  const actorOf = (who: Who) => (typeof who === 'string' ? world.people[who] : who);
  const done: Done[] = [];

  async function act(
    who: Who,
    path: string,
    fields: Record<string, string> = {},
    query = '',
    file?: ChosenFile,
  ): Promise<Answer> {
    const address = addressOf(path);
    const actor = actorOf(who);
    const cookie = await cookieOf(actor);
    const page = address.isPage ? await served.ask(`${path}${query}`, { cookie }) : null;
    const drawn = page && formOnPage(page.text, path);
    const typed = { ...drawn, ...fields };
    const form = await formOf(address);
    const known = [...(form ? fieldsOf(form) : []), ...Object.keys(typed)];
    const sent = stuffed ? { ...typed, ...everyColumnBut(known) } : typed;
    const body = file ? { body: await inParts(sent, file) } : { form: sent };
    const { answer, written } = await watch(() =>
      served.ask(address.isPage ? `${path}.data${query}` : path, { method: 'POST', cookie, ...body }),
    );
    cookies.set(browserOf(actor), cookieAfter(cookie, answer));
    if (
      ![200, 201, 302].includes(statusOf(answer)) ||
      (written.rows.length === 0 && !leadsOn.includes(address.pattern))
    )
      throw new Error(
        `${'name' in actor ? actor.name : actor.browser} at ${path}: ${page?.status ?? ''} ${statusOf(answer)}, ${written.rows.length} rows, ` +
          `${JSON.stringify(typed).slice(0, 900)} ${answer.headers.location ?? ''} ${answer.text.slice(0, 700)}`,
      );
    done.push({ pattern: address.pattern, path, by: 'role' in actor ? actor.role : 'nobody', written });
    return answer;
  }
  return {
    ...{ world, served, done, act },
    read: async (who, path) => (await served.ask(path, { cookie: await cookieOf(actorOf(who)) })).text,
  };
}
