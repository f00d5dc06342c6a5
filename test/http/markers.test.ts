import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesOf, textOf } from '#app/invoices/pdf-text.fixture.ts';
import { viewpointOf } from '#app/platform/context.server.ts';
import { walled } from '#db/walled.ts';
import { placementInRows } from '#test/factories/rows.ts';
import { addresses } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import type { Answer } from '#test/setup/server.ts';
import { askAll, idsFor, openSetting, pathOf, type Setting, type Visitor } from './asking.ts';
import { rowsFor } from './things.ts';

/*
 * Figures and names that occur nowhere else stand where only some may see them. Then everybody reads everything they
 * can, pages by their data, files by their text, and nobody finds what is not theirs.
 */

let setting: Setting;
beforeAll(async () => {
  setting = await openSetting();
  await plant(setting);
});
afterAll(() => setting.served.stop());

type Marker = { what: string; text: string; seenBy: (visitor: Visitor) => boolean };
const isMsp = ({ actor }: Visitor) => actor.side === 'msp';
const isClient = ({ actor }: Visitor) => actor.side === 'client';
const isCobalt = ({ actor }: Visitor) =>
  actor.side === 'supplier' && actor.supplierId === setting.world.suppliers.cobalt;

const markers: Marker[] = [
  { what: 'a pay rate', text: '41.1234', seenBy: (who) => isMsp(who) || isCobalt(who) },
  {
    what: 'a fee that the client bears',
    text: 'Zephyr access',
    seenBy: (who) => isMsp(who) || isClient(who),
  },
  { what: 'a budget', text: '9876543', seenBy: (who) => isMsp(who) || isClient(who) },
  {
    what: 'a candidate who was not presented',
    text: 'Ursula Umber',
    seenBy: (who) => isMsp(who) || isCobalt(who),
  },
  { what: 'a rival’s worker', text: 'Quentin Marrow', seenBy: (who) => !isCobalt(who) },
  { what: 'a rival’s rate', text: '93.3700', seenBy: (who) => !isCobalt(who) },
];

/** Puts each of them where it belongs, past every command. */
async function plant({ world }: Setting): Promise<void> {
  await placementInRows(world, {
    ...{ supplier: 'rival', workerName: 'Quentin Marrow' },
    bill: { ST: '93.37', OT: '140.06', DT: '186.74' },
  });
  const { clientId, placement } = world;
  await walled(world.database, { side: 'msp' }, async (db) => {
    await db.execute(sql`insert into fee_schedule (client_id, label, funding, fraction, effective)
      values (${clientId}, 'Zephyr access', 'client', 0.0317, '[2025-01-01,)')`);
    await db.execute(
      sql`update requisition_budget set estimate_minor = 9876543 where requisition_id = ${placement.requisitionId}`,
    );
    await db.execute(sql`
      with person as (
        insert into candidate (supplier_id, name, email, person_key)
        values (${placement.supplierId}, 'Ursula Umber', 'ursula.umber@people.example', ${'7'.repeat(64)}) returning id, supplier_id),
      handed as (
        insert into submittal (client_id, supplier_id, requisition_id, candidate_id, status, bill_rate, available_from,
          represented_since, represented_by, submitted_by, submitted_at)
        select s.client_id, s.supplier_id, s.requisition_id, p.id, 'submitted', s.bill_rate, s.available_from,
          s.represented_since, s.represented_by, s.submitted_by, s.submitted_at
        from submittal s, person p where s.id = ${placement.submittalId} returning id, supplier_id)
      insert into submittal_pay (submittal_id, supplier_id, pay_rate) select id, supplier_id, 41.1234 from handed`);
  });
}

/** What an answer says in words and figures. */
function wordsOf({ headers, body, text }: Answer): string {
  const isPdf = headers['content-type']?.includes('pdf') && body.includes('%%EOF');
  return isPdf ? pagesOf(body).map(textOf).join(' ') : text;
}

const MOST_OF_A_KIND = 3;

/** Everything that somebody can read: each address, with each of the things that are theirs. */
async function pathsFor(who: Visitor): Promise<string[]> {
  const paths: string[] = [];
  for (const address of addresses) {
    const line = routeLines[address.pattern];
    if (!line || line.read === 'leads' || line.read === 'open') continue;
    const kinds = Object.values(line.of ?? {});
    const [only] = kinds;
    if (kinds.length === 1 && only) {
      const ids = await rowsFor(setting.served.database, setting.world, only, viewpointOf(who.actor));
      paths.push(...ids.slice(0, MOST_OF_A_KIND).map((id) => pathOf(address, [{ id }])));
    } else {
      const ids = await idsFor(setting, line, 'own', who.actor);
      if (ids?.every(({ visible }) => visible)) paths.push(pathOf(address, ids));
    }
  }
  return [...new Set(paths)];
}

test('nobody reads what is not theirs, wherever they look', async () => {
  const found = new Map<string, Set<string>>();
  const trespasses: string[] = [];
  const { elsewhere, served } = setting;
  const reading = ['mspAdmin', 'hiringManager', 'clientAdmin', 'recruiter', 'supplierAdmin', 'worker'];
  const readers = setting.everybody.filter(({ name }) => reading.includes(name));
  const foreign = [elsewhere.code, elsewhere.clientId, elsewhere.suppliers.cobalt];
  for (const who of readers) {
    const paths = await pathsFor(who);
    expect(paths.length, who.name).toBeGreaterThan(10);
    await askAll(paths, async (path) => {
      const answer = await served.ask(path, { cookie: who.cookie });
      if (answer.status !== 200) return;
      const words = wordsOf(answer);
      for (const { what, text, seenBy } of markers)
        if (words.includes(text)) {
          found.set(what, (found.get(what) ?? new Set()).add(who.name));
          if (!seenBy(who)) trespasses.push(`${who.name} reads ${what} at ${path}`);
        }
      // Tax law is everybody's, whoever wrote it down.
      if (!isMsp(who))
        for (const text of path.startsWith('/taxes') ? [] : foreign)
          if (words.includes(text)) trespasses.push(`${who.name} reads of another program at ${path}`);
    });
  }
  expect(trespasses.sort()).toEqual([]);
  // Each of them is there to be found: whoever may see it did.
  expect([...found.keys()].sort()).toEqual(markers.map(({ what }) => what).sort());
}, 300_000);
