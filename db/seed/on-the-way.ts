import { sql } from 'drizzle-orm';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { addCertificate } from '#app/taxes/commands/add-certificate.server.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, mondayFrom, organizationOf, personOf, type World } from './world.ts';

/** What is agreed anew, as a share of what it was: a little less, which every card allows. */
const AGREED_DOWN = '0.98';

/** Rates that wait for the manager, rates that wait for the supplier, and an exemption for the year to come. */
export async function playWhatIsOnTheWay(tx: Db, world: World, programs: Program[]): Promise<void> {
  const halden = programs.find(({ key }) => key === 'halden');
  const brightwater = programs.find(({ key }) => key === 'brightwater');
  if (halden) await revisionsAt(tx, world, halden.clientId);
  if (brightwater) {
    const finance = contextOf(
      tx,
      personOf(world, 'finance@northgate'),
      instant(addDays(world.today, -4), 15),
    );
    const certificate = {
      ...{ id: world.random.id(finance.now), country: 'US', region: 'OH', number: 'OH-EX-20417' },
      reason: 'Used directly in rendering a public utility service.',
      startsOn: `${Number(world.today.slice(0, 4)) + 1}-01-01`,
    };
    mustSucceed('An exemption', await addCertificate(finance, brightwater.clientId, certificate));
  }
}

async function revisionsAt(tx: Db, world: World, clientId: string): Promise<void> {
  const as = (mailbox: string, daysAgo: number) =>
    contextOf(tx, personOf(world, mailbox), instant(addDays(world.today, -daysAgo), 16));
  const effectiveFrom = mondayFrom(addDays(world.today, 14));
  const goingOn = await running(tx, world, clientId, effectiveFrom);
  const waiting = goingOn.find(({ isOurs }) => isOurs);
  const approved = goingOn.find(({ id }) => id !== waiting?.id);
  for (const [place, isApproved] of [
    [waiting, false],
    [approved, true],
  ] as const) {
    if (!place) continue;
    const proposing = as('coordinator@northgate', 3);
    const id = world.random.id(proposing.now);
    const wish = { id, effectiveFrom, billRate: place.bill, intent: 'propose' } as const;
    const reason = 'The work is planned for longer than was agreed, in return for a lower rate.';
    mustSucceed('New rates', await proposeRevision(proposing, place.id, { ...wish, reason }));
    if (isApproved) mustSucceed('Their approval', await approveRevision(as('admin@halden', 2), id));
  }
}

/** Work of Cobalt that goes on past the day and of which no rates were agreed anew yet; whether it is the manager's. */
async function running(tx: Db, world: World, clientId: string, day: string) {
  return tx.execute<{ id: string; bill: string; isOurs: boolean }>(sql`
    select a.id, round(r.bill_rate * ${AGREED_DOWN}::numeric, 2)::text as bill,
      a.hiring_manager_id = ${personOf(world, 'manager@halden').accountId} as "isOurs"
    from assignment a
    join assignment_rate r on r.assignment_id = a.id and r.pay_code = 'ST' and r.effective @> ${day}::date and r.superseded_at is null
    where a.client_id = ${clientId} and a.supplier_id = ${organizationOf(world, 'cobalt')} and a.status = 'active'
      and a.ends_on > ${day}::date
      and not exists (select from revision v where v.assignment_id = a.id)
    order by a.number limit 20`);
}
