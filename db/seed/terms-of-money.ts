import { addDiscount } from '#app/suppliers/commands/add-discount.server.ts';
import { loadStarterRules } from '#app/taxes/commands/load-starter-rules.server.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';
import { writeEventsUntil } from './write-events.ts';

/** What is agreed about money beside the hours: the starter set of tax rules, and a volume schedule of one supplier of Halden. */
export async function agreeOnMoney(tx: Db, world: World, programs: Program[]): Promise<void> {
  const since = world.programsSince;
  const at = instant(since, 19);
  await writeEventsUntil(tx, world, at);
  const finance = contextOf(tx, personOf(world, 'finance@northgate'), at);
  mustSucceed('The starter set of tax rules', await loadStarterRules(finance));

  const halden = programs.find(({ key }) => key === 'halden');
  const cobalt = halden?.enrolled.find(({ key }) => key === 'cobalt');
  if (!halden || !cobalt) return;
  const admin = contextOf(tx, personOf(world, 'admin@northgate'), instant(since, 19, 10));
  mustSucceed(
    'The volume schedule of Cobalt',
    await addDiscount(admin, halden.clientId, {
      ...{ verb: 'add', id: world.random.id(at), kind: 'volume', label: 'Volume discount' },
      ...{ supplierId: cobalt.id, method: 'graduated', spendWindow: 'rolling_52_weeks', startsOn: since },
      tiers: [
        { fromMinor: 0, fraction: '0' },
        { fromMinor: 50_000_000, fraction: '0.01' },
        { fromMinor: 150_000_000, fraction: '0.02' },
      ],
      openingMinor: 0,
    }),
  );
}
