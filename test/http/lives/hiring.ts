import { randomUUID } from 'node:crypto';
import { acceptOffer } from '#app/assignments/commands/accept-offer.server.ts';
import { days } from './days.ts';
import type { Living } from './living.ts';

const why = { reason: 'It was agreed so on the phone.' };

/** From the need to the person at work and back, with everything that may come between. */
export async function hiring(life: Living): Promise<void> {
  await needThatIsChanged(life);
  await needThatRests(life);
  const need = await openNeed(life);
  await peopleForIt(life, need);
  const assignment = await offersForIt(life, need);
  await workUnderIt(life, assignment);
}

async function draftedNeed({ world, act }: Living, positions: string): Promise<string> {
  const { clientId, jobId, costCenterIds } = world;
  const id = randomUUID();
  await act(
    'ana',
    '/requisitions/new',
    {
      ...{ id, positions, startsOn: days.today, endsOn: days.inAYear, weekMinutes: '40', intent: 'draft' },
      ...{ minBillRate: '50', maxBillRate: '110' },
      ...{ 'splits[0].costCenterId': costCenterIds[0], 'splits[0].percent': '100' },
    },
    `?program=${clientId}&job=${jobId}`,
  );
  return `/requisitions/${id}`;
}

async function openNeed(life: Living): Promise<string> {
  const { act, world } = life;
  const need = await draftedNeed(life, '3');
  await act('ana', `${need}/submission`);
  await act('approver', `${need}/approval`);
  await act('coordinator', `${need}/release`, { 'suppliers[0]': world.suppliers.cobalt });
  return need;
}

async function needThatIsChanged(life: Living): Promise<void> {
  const { act } = life;
  const need = await draftedNeed(life, '1');
  await act('ana', `${need}/edit`, { positions: '2' });
  await act('ana', `${need}/submission`);
  await act('ana', `${need}/recall`);
  await act('ana', `${need}/submission`);
  await act('approver', `${need}/rejection`, why);
  await act('ana', `${need}/revision`);
  await act('ana', `${need}/cancellation`, why);
}

async function needThatRests(life: Living): Promise<void> {
  const { act } = life;
  const need = await openNeed(life);
  await act('coordinator', `${need}/hold`, why);
  await act('coordinator', `${need}/resumption`);
  await act('ana', `${need}/closure`, why);
}

/** @returns the address of the submittal */
async function putForward({ act }: Living, need: string, name: string): Promise<string> {
  const id = randomUUID();
  await act('recruiter', `${need}/submittals/new`, {
    ...{ id, name, email: `${id}@people.example`, represented: 'on' },
    ...{ billRate: '87.00', payRate: '60.00', availableFrom: days.today },
  });
  return `/submittals/${id}`;
}

async function peopleForIt(life: Living, need: string): Promise<void> {
  const { act } = life;
  const nadine = await putForward(life, need, 'Nadine Farrow');
  await act('coordinator', `${nadine}/presentation`);
  await act('ana', `${nadine}/shortlist`);
  await act('ana', `${nadine}/rejection`, why);
  const omar = await putForward(life, need, 'Omar Haddad');
  await act('recruiter', `${omar}/withdrawal`, why);
}

/** @returns the offer’s id */
async function offered(life: Living, need: string, name: string): Promise<string> {
  const { act } = life;
  const submittal = await putForward(life, need, name);
  await act('coordinator', `${submittal}/presentation`);
  const id = randomUUID();
  await act('ana', `${submittal}/offer`, { id, startsOn: days.today, expiresOn: days.inAWeek });
  return id;
}

/** @returns the address of an assignment under way */
async function offersForIt(life: Living, need: string): Promise<string> {
  const { act, world } = life;
  await act('recruiter', `/offers/${await offered(life, need, 'Iris Novak')}/decline`, why);
  await act('ana', `/offers/${await offered(life, need, 'Paul Renner')}/rescission`, why);
  await act('recruiter', `/offers/${await offered(life, need, 'Luis Ortiz')}/acceptance`);
  // Who accepts on the first day is at work at once; only what was accepted before waits to be started.
  const offerId = await offered(life, need, 'Mei Tanaka');
  world.on(days.yesterday);
  const { id } = await world.does('recruiter', (ctx) => acceptOffer(ctx, offerId));
  await act('coordinator', `/assignments/${id}/activation`);
  return `/assignments/${id}`;
}

async function workUnderIt(life: Living, assignment: string): Promise<void> {
  const { act } = life;
  await act('recruiter', `${assignment}/supplier-reference`, { supplierReference: 'CB-77' });
  const proposed = async (billRate: string) => {
    const id = randomUUID();
    const asked = { id, billRate, effectiveFrom: days.inAWeek, intent: 'propose', ...why };
    await act('ana', `${assignment}/revisions/new`, asked);
    return `/revisions/${id}`;
  };
  await act('coordinator', `${await proposed('88')}/rejection`, why);
  await act('ana', `${await proposed('89')}/cancellation`, why);
  const declined = await proposed('90');
  await act('coordinator', `${declined}/approval`);
  await act('recruiter', `${declined}/decline`, why);
  const accepted = await proposed('91');
  await act('coordinator', `${accepted}/approval`);
  await act('recruiter', `${accepted}/acceptance`);
  await act('ana', `${assignment}/end`, { endsOn: days.inAWeek, ...why });
}
