import { atWork } from './at-work.ts';
import { billing } from './billing.ts';
import { books } from './books.ts';
import { correcting } from './correcting.ts';
import type { Living } from './living.ts';
import { orders } from './orders.ts';
import { bank, paying, receipts } from './paying.ts';

/** From approved hours to money in the bank, and back where it was wrong. */
export async function money(life: Living): Promise<void> {
  const work = await atWork(life.world);
  await billing(life, work);
  await receipts(life);
  await paying(life);
  await correcting(life, work);
}

/** What is set aside, where money is to go, and the books of a month in which nothing was billed. */
export async function accounts(life: Living): Promise<void> {
  await orders(life, await atWork(life.world));
  await bank(life);
  await books(life);
}
