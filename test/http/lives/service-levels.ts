import { randomUUID } from 'node:crypto';
import { addMonths, lastOfMonth } from '#app/values/month.ts';
import { days } from './days.ts';
import type { Living } from './living.ts';
import { idBetween } from './on-page.ts';

/** Over by every calendar. */
const month = addMonths(days.today, -2);

/** What the program office promises, and a month that is measured by it. */
export async function serviceLevels(life: Living): Promise<void> {
  const { act, world } = life;
  const levels = `/programs/${world.clientId}/service-levels`;
  await act('admin', `${levels}/terms`, {
    ...{ atRiskPercent: '10', startsOn: month, missRule: 'steps', settledBy: 'fee_invoice' },
  });
  const answered = await promised(life, levels, 'Answered in a day');
  const filled = await promised(life, levels, 'Filled in a month');
  const visited = await promisedNoLonger(life, levels);
  await monthIsScored(life, [answered, filled, visited]);
}

async function promised({ act }: Living, levels: string, name: string): Promise<string> {
  const id = randomUUID();
  await act('admin', `${levels}/new`, {
    ...{ id, name, measure: 'entered', expected: '95', minimum: '90', nMin: '10', weightPercent: '20' },
    ...{ startsOn: month, earnBackMonths: '3' },
  });
  return id;
}

/** Until this month ends, so that it counts in the one that is scored. */
async function promisedNoLonger(life: Living, levels: string): Promise<string> {
  const id = await promised(life, levels, 'Visited every month');
  const typed = { verb: 'end', levelId: id, lastDay: lastOfMonth(days.today) };
  await life.act('admin', `${levels}/new`, typed, `?end=${id}`);
  return id;
}

async function monthIsScored(life: Living, levels: string[]): Promise<void> {
  const { act, world } = life;
  const counted = await act('coordinator', '/scorecards', {
    program: world.clientId,
    month: month.slice(0, 7),
  });
  const card = `/scorecards/${idBetween(counted.text, '/scorecards/', '')}`;
  await act('coordinator', `${card}/review`);
  await valuesAreEntered(life, card, levels);
  await act('coordinator', `${card}/sending`);
  await act('clientFinance', `${card}/levels/${levels[0]}`, {
    verb: 'dispute',
    reason: 'It was later than that.',
  });
  await act('coordinator', `${card}/return`, { reason: 'The client is right.' });
  await act('coordinator', `${card}/sending`);
  for (const level of levels) await act('clientFinance', `${card}/levels/${level}`, { verb: 'accept' });
  await act('finance', `${card}/freezing`);
}

async function valuesAreEntered({ act, read }: Living, card: string, levels: string[]): Promise<void> {
  for (const level of levels) {
    const path = `${card}/levels/${level}`;
    await act('coordinator', path, { verb: 'enter', value: '88', counted: '40', note: 'From the reports.' });
    const claim = { verb: 'claim', kind: 'client_caused', reason: 'On hold for a week.' };
    await act('coordinator', path, claim);
    const reliefId = idBetween(await read('coordinator', path), 'name="reliefId" value="', '"');
    await act('coordinator', path, { verb: 'withdraw', reliefId });
    await act('coordinator', path, claim);
  }
}
