import { consentToSelfBilling } from '#app/payments/commands/consent-self-billing.server.ts';
import { addDiscount } from '#app/suppliers/commands/add-discount.server.ts';
import { loadStarterRules } from '#app/taxes/commands/load-starter-rules.server.ts';
import type { Db } from '#db/connection.ts';
import { addDays } from '#app/values/week.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import { organizations } from './cast.ts';
import type { Program } from './programs.ts';
import { instant, organizationOf, personOf, type World } from './world.ts';
import { writeEventsUntil } from './write-events.ts';

/** What is agreed about money beside the hours: tax rules, self-billing, and a volume schedule of one supplier of Halden. */
export async function agreeOnMoney(tx: Db, world: World, programs: Program[]): Promise<void> {
  const since = world.programsSince;
  const at = instant(since, 19);
  await writeEventsUntil(tx, world, at);
  const finance = contextOf(tx, personOf(world, 'finance@northgate'), at);
  mustSucceed('The starter set of tax rules', await loadStarterRules(finance));

  await agreeToSelfBilling(tx, world, programs);
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

/** An agreement holds for a year, and may be renewed in its last sixty days. */
const RENEWED_AFTER = 340;

/** Each supplier’s office agrees that its invoices are written for it, and has renewed that once. */
async function agreeToSelfBilling(tx: Db, world: World, programs: Program[]): Promise<void> {
  const offices = world.people.filter(({ role }) => role === 'supplierAdmin');
  const days = [addDays(world.programsSince, 1), addDays(world.programsSince, RENEWED_AFTER)];
  for (const day of days.filter((each) => each < world.today))
    for (const { clientId, enrolled } of programs)
      for (const { key } of enrolled) {
        const office = offices.find(({ organizationId }) => organizationId === organizationOf(world, key));
        const taxNumber = organizations.find((each) => each.key === key)?.taxId;
        if (!office || !taxNumber) continue;
        const ctx = contextOf(tx, office, instant(day, 16));
        const consent = { id: world.random.id(ctx.now), taxNumber, agreed: 'on' as const };
        mustSucceed('The agreement to self-billing', await consentToSelfBilling(ctx, clientId, consent));
      }
}
