import { randomUUID } from 'node:crypto';
import { attested, atWork, chargeAsked, hours, madeBy, type AtWork } from './at-work.ts';
import type { Living } from './living.ts';

const why = { reason: 'The clock at the gate says otherwise.' };

/** What somebody at work hands in: hours, what they spent, and charges beside. */
export async function working(life: Living): Promise<void> {
  const work = await atWork(life.world);
  await weekThatGoesBack(life, work);
  await weekCopied(life, work);
  const mileage = await expenseCodes(life);
  await sheetThatGoesBack(life, work, mileage);
  await sheetsApprovedAtOnce(life, work, mileage);
  await chargesThatAreNotMade(life, work);
  await chargeThatComesAgain(life, work);
}

async function weekThatGoesBack({ act }: Living, { worker, assignmentId }: AtWork): Promise<void> {
  const begun = await act(worker, '/timesheets/new', { assignmentId, weekEndsOn: '2026-03-08' });
  const week = `/timesheets/${madeBy(begun)}`;
  await act(worker, week, { ...hours('8', '8:30'), note: 'The rest is to come.', intent: 'save' });
  await act(worker, week, { ...hours('8', '8', '8', '8', '9'), ...attested });
  await act(worker, `${week}/recall`);
  await act(worker, week, attested);
  await act('ana', `${week}/rejection`, why);
  await act(worker, week, { ...hours('8', '8', '8', '8', '8'), ...attested });
  await act('ana', `${week}/approval`);
  const correction = `/timesheets/${madeBy(await act(worker, `${week}/correction`, why))}`;
  await act(worker, correction, { ...hours('8', '8', '8', '8', '6'), ...attested });
  await act('ana', `${correction}/approval`);
}

async function weekCopied({ act }: Living, { worker, assignmentId }: AtWork): Promise<void> {
  const begun = await act(worker, '/timesheets/new', { assignmentId, weekEndsOn: '2026-03-15' });
  const week = `/timesheets/${madeBy(begun)}`;
  await act(worker, week, { copy: 'last-week' });
  await act(worker, week, attested);
  await act('ana', '/timesheets/approvals', { ids: madeOf(week), backTo: '/timesheets' });
}

const madeOf = (address: string) => address.split('/').at(-1) ?? '';

/** @returns the id of a code that something may be spent on */
async function expenseCodes({ act, world }: Living): Promise<string> {
  const codes = `/programs/${world.clientId}/expense-codes`;
  const added = async (code: string, name: string) => {
    const id = randomUUID();
    await act('admin', `${codes}/new`, { id, code, name, receiptAbove: '25.00', limit: '500.00' });
    return id;
  };
  const mileage = await added('MILES', 'Mileage');
  await act('admin', `${codes}/${mileage}`, { name: 'Mileage by car', limit: '400.00', bearsFees: 'on' });
  await act('admin', `${codes}/${await added('GIFTS', 'Gifts')}/closure`);
  return mileage;
}

const receipt = {
  field: 'receipt',
  name: 'receipt.pdf',
  type: 'application/pdf',
  content: '%PDF-1.7 receipt',
};

/** @returns the address of a sheet with a line on it */
async function sheetBegun(
  { act, world }: Living,
  { worker, assignmentId }: AtWork,
  expenseCodeId: string,
): Promise<{ sheet: string; line: string }> {
  const id = randomUUID();
  await act(worker, '/expenses/new', { id, assignmentId, title: 'Training in Sacramento' });
  const sheet = `/expenses/${id}`;
  const lineId = randomUUID();
  const spent = { spentOn: '2026-03-10', expenseCodeId, costCenterId: world.costCenterIds[0] };
  const line = { id: lineId, ...spent, amount: '48.50', note: 'There and back', intent: 'add' };
  await act(worker, sheet, line, '', receipt);
  return { sheet, line: `${sheet}/lines/${lineId}` };
}

async function sheetThatGoesBack(life: Living, work: AtWork, expenseCodeId: string): Promise<void> {
  const { act, world } = life;
  const { worker } = work;
  const { sheet, line } = await sheetBegun(life, work, expenseCodeId);
  await act(worker, line, { amount: '52.10', costCenterId: world.costCenterIds[1] });
  const twice = randomUUID();
  const spent = { spentOn: '2026-03-11', expenseCodeId, costCenterId: world.costCenterIds[0], amount: '9' };
  await act(worker, sheet, { id: twice, ...spent, intent: 'add' });
  await act(worker, `${sheet}/lines/${twice}/removal`);
  await act(worker, sheet, attested);
  await act(worker, `${sheet}/recall`);
  await act(worker, sheet, attested);
  await act('ana', `${sheet}/rejection`, why);
  await act(worker, sheet, attested);
  await act('ana', `${sheet}/approval`);
}

async function sheetsApprovedAtOnce(life: Living, work: AtWork, expenseCodeId: string): Promise<void> {
  const { act } = life;
  const { sheet } = await sheetBegun(life, work, expenseCodeId);
  await act(work.worker, sheet, attested);
  await act('ana', '/expenses/approvals', { ids: madeOf(sheet), backTo: '/expenses' });
}

const badge = { label: 'Badge', amount: '15.00', startsOn: '2026-03-10' };

async function chargesThatAreNotMade(life: Living, work: AtWork): Promise<void> {
  const { act } = life;
  await act('ana', `${await chargeAsked(life, work, 'recruiter', badge)}/rejection`, why);
  await act('recruiter', `${await chargeAsked(life, work, 'recruiter', badge)}/cancellation`);
}

async function chargeThatComesAgain(life: Living, work: AtWork): Promise<void> {
  const { act } = life;
  const series = {
    label: 'Parking',
    amount: '40',
    cadence: 'monthly',
    startsOn: '2026-03-01',
    endsOn: '2027-12-31',
  };
  const parking = await chargeAsked(life, work, 'coordinator', { ...series, bearsFees: 'on' });
  await act('ana', `${parking}/approval`);
  await act('coordinator', `${parking}/end`, why);
}
