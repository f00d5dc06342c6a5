import { sql } from 'drizzle-orm';
import { acceptRevision } from '#app/assignments/commands/accept-revision.server.ts';
import { approveRevision } from '#app/assignments/commands/approve-revision.server.ts';
import { proposeRevision } from '#app/assignments/commands/propose-revision.server.ts';
import { draftCorrection } from '#app/corrections/commands/draft-correction.server.ts';
import { issueCorrection } from '#app/corrections/commands/issue-correction.server.ts';
import { submitCorrection } from '#app/corrections/commands/submit-correction.server.ts';
import { addMonths } from '#app/values/month.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, organizationOf, personOf, type World } from './world.ts';

/** What a rate was agreed down to, as a share of what it was. */
const AGREED_DOWN = '0.97';

/**
 * What went wrong at Halden and was put right: a line credited on both sides, a correction that waits for a second
 * person, and rates agreed anew for weeks that are billed, which wait to be corrected.
 */
export async function playCorrections(tx: Db, world: World, programs: Program[]): Promise<void> {
  const halden = programs.find(({ key }) => key === 'halden');
  if (!halden) return;
  const month = addMonths(`${world.today.slice(0, 7)}-01`, -2);
  const place = await revised(tx, world, halden.clientId, month);
  if (place) await agreeAnew(tx, world, place, month);
  const [credited, waiting] = await billedLines(tx, halden.clientId, month, place?.id ?? null);
  const finance = personOf(world, 'finance@northgate');
  const draft = async (charge: number, daysAgo: number, wish: Wish) => {
    const ctx = contextOf(tx, finance, instant(addDays(world.today, -daysAgo), 15));
    const id = world.random.id(ctx.now);
    const asked = { id, clientId: halden.clientId, charges: [charge], ...wish };
    mustSucceed('The draft of a correction', await draftCorrection(ctx, asked));
    mustSucceed('Its submission', await submitCorrection(ctx, id));
    return id;
  };
  if (credited) {
    const id = await draft(credited, 7, {
      ...{ how: 'share', sharePercent: '25', reasonCode: 'quality' },
      reason:
        'Two shifts were without the certificate that was agreed; the manager and the supplier settled on this.',
    });
    const admin = contextOf(tx, personOf(world, 'admin@northgate'), instant(addDays(world.today, -6), 15));
    mustSucceed('The issue of a correction', await issueCorrection(admin, id));
  }
  if (waiting)
    await draft(waiting, 1, {
      ...{ how: 'whole', reasonCode: 'duplicate' },
      reason: 'The week was entered for the wrong assignment and is billed there as well.',
    });
}

type Wish = Pick<Parameters<typeof draftCorrection>[1], 'how' | 'sharePercent' | 'reasonCode' | 'reason'>;

/** Two lines of straight time on the month’s invoice, of different people, and not of the revised assignment. */
async function billedLines(tx: Db, clientId: string, month: string, except: string | null) {
  const rows = await tx.execute<{ charge: number }>(sql`
    select min(l.charge_id)::bigint as charge
    from invoice_line l join invoice i on i.id = l.invoice_id
    where i.client_id = ${clientId} and i.kind = 'client_invoice' and i.starts_on = ${month}::date
      and l.pay_code = 'ST' and l.assignment_id is distinct from ${except}::uuid
    group by l.worker_id order by 1 limit 2`);
  return [...rows].map(({ charge }) => Number(charge));
}

type Revised = { id: string; bill: string; pay: string };

/** Work of Cobalt at Halden that runs and was billed for the month. */
async function revised(tx: Db, world: World, clientId: string, month: string): Promise<Revised | undefined> {
  const manager = personOf(world, 'manager@halden').accountId;
  const [row] = await tx.execute<Revised>(sql`
    select a.id, round(r.bill_rate * ${AGREED_DOWN}::numeric, 2)::text as bill,
      round(p.pay_rate * ${AGREED_DOWN}::numeric, 2)::text as pay
    from assignment a
    join assignment_rate r on r.assignment_id = a.id and r.pay_code = 'ST' and r.effective @> ${month}::date
    join assignment_pay p on p.assignment_id = a.id and p.pay_code = 'ST' and p.effective @> ${month}::date
    where a.client_id = ${clientId} and a.supplier_id = ${organizationOf(world, 'cobalt')}
      and a.hiring_manager_id = ${manager} and a.status = 'active' and a.starts_on <= ${month}::date
    order by a.number desc limit 1`);
  return row;
}

async function agreeAnew(tx: Db, world: World, place: Revised, month: string): Promise<void> {
  const as = (mailbox: string, daysAgo: number) =>
    contextOf(tx, personOf(world, mailbox), instant(addDays(world.today, -daysAgo), 16));
  const proposing = as('coordinator@northgate', 5);
  const id = world.random.id(proposing.now);
  mustSucceed(
    'New rates',
    await proposeRevision(proposing, place.id, {
      ...{ id, effectiveFrom: month, billRate: place.bill, intent: 'propose' },
      reason: 'The longer term was agreed in return for a lower rate from the start of that month on.',
    }),
  );
  mustSucceed('Their approval', await approveRevision(as('manager@halden', 4), id));
  mustSucceed(
    'Their acceptance',
    await acceptRevision(as('recruiter@cobalt', 3), id, { payRate: place.pay }),
  );
}
