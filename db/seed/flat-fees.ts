import { issueFeeInvoice } from '#app/invoices/commands/issue-fee-invoice.server.ts';
import { addFlatFee } from '#app/programs/commands/add-flat-fee.server.ts';
import { addMonths } from '#app/values/month.ts';
import { addDays } from '#app/values/week.ts';
import type { Db } from '#db/connection.ts';
import { contextOf, mustSucceed } from './act-as.ts';
import type { Program } from './programs.ts';
import { instant, personOf, type World } from './world.ts';

/** Months of flat fees, the last of which a visitor invoices. */
const MONTHS = 3;

const fees = [
  { label: 'Subscription', component: 'subscription', amountMinor: 4_000_00, yearlyIndexation: '0.03' },
  {
    label: 'Active workers',
    component: 'per_active_worker',
    amountMinor: 12_00,
    activeWorker: 'approved_time',
  },
] as const;

/** Brightwater pays some fees by the month; all but the last month’s are invoiced. */
export async function playFlatFees(tx: Db, world: World, programs: Program[]): Promise<void> {
  const brightwater = programs.find(({ key }) => key === 'brightwater');
  if (!brightwater) return;
  const { clientId } = brightwater;
  const first = addMonths(`${world.today.slice(0, 7)}-01`, -MONTHS);
  const admin = contextOf(tx, personOf(world, 'admin@northgate'), instant(addDays(first, -10), 16));
  for (const fee of fees) {
    const added = { verb: 'add' as const, id: world.random.id(admin.now), startsOn: first, ...fee };
    mustSucceed(`The fee ${fee.label}`, await addFlatFee(admin, clientId, added));
  }
  for (let ahead = 0; ahead < MONTHS - 1; ahead += 1) {
    const month = addMonths(first, ahead);
    const issuing = instant(addDays(addMonths(month, 1), 4), 17);
    const ctx = contextOf(tx, personOf(world, 'finance@northgate'), issuing);
    mustSucceed(
      `The fee invoice of ${month}`,
      await issueFeeInvoice(ctx, { clientId, month: month.slice(0, 7) }),
    );
  }
}
