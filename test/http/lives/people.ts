import { randomUUID } from 'node:crypto';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import { days } from './days.ts';
import type { Living } from './living.ts';
import { idsBetween } from './on-page.ts';

const why = { reason: 'It was agreed so on the phone.' };

/** Who comes, who goes, who stands in for whom, and who looks over a shoulder. */
export async function people(life: Living): Promise<void> {
  await invited(life);
  await keptOut(life);
  const approves = await givenOneMoreRole(life);
  await lookedAt(life);
  await changesSides(life, approves);
  await standsIn(life);
  await everybodyIsReviewed(life);
}

async function invited({ act, world }: Living): Promise<void> {
  const id = randomUUID();
  const email = `nadine.farrow.${world.code.toLowerCase()}@people.example`;
  await act('clientAdmin', '/people/invite', { id, email, name: 'Nadine Farrow', role: 'approver' });
  await act('clientAdmin', `/people/invitations/${id}/resend`);
  await act('clientAdmin', `/people/invitations/${id}/withdrawal`);
  // The program office invites for everybody, and says for whom.
  await act(
    'admin',
    '/people/invite',
    { id: randomUUID(), email, name: 'Nadine Farrow', role: 'supplierFinance' },
    `?organization=${world.suppliers.cobalt}`,
  );
}

async function keptOut({ act, world }: Living): Promise<void> {
  const { accountId, membershipId } = world.people.otherManager;
  await act('admin', `/people/${accountId}/disable`, why);
  await act('admin', `/people/${accountId}/enable`);
  await act('admin', `/people/${accountId}/second-factor`);
  await act('clientAdmin', `/memberships/${membershipId}/end`, why);
}

/** @returns what she may act as from now on too */
async function givenOneMoreRole({ act, read, world }: Living): Promise<string> {
  const { accountId, membershipId } = world.people.ana;
  await act('clientAdmin', `/people/${accountId}/roles/new`, { role: 'approver' });
  const page = await read('admin', `/people/${accountId}`);
  const given = idsBetween(page, '/memberships/', '/view').find((id) => id !== membershipId);
  if (!given) throw new Error('The role is not on the page of the person.');
  return given;
}

async function lookedAt({ act, world }: Living): Promise<void> {
  await act('admin', `/memberships/${world.people.ana.membershipId}/view`, why);
  await act('admin', '/view-as/stop');
}

async function changesSides({ act }: Living, membershipId: string): Promise<void> {
  await act('ana', '/memberships/current', { membershipId });
  // Her browser has another session now, and goes on in it.
  await act('ana', '/privacy/mine');
}

async function standsIn({ act, world }: Living): Promise<void> {
  const id = randomUUID();
  const to: Actor = world.people.secondApprover;
  const typed = { id, toMembershipId: to.membershipId, kinds: 'requisition', endsOn: days.inAWeek };
  await act('approver', '/delegations/new', { ...typed, note: 'On leave until then.' });
  await act('approver', `/delegations/${id}/end`);
}

async function everybodyIsReviewed({ act, world }: Living): Promise<void> {
  // Of one organization: there are more people in the second program's days than in the first's.
  await act('admin', '/audit/access', { note: 'Looked at all of it.' }, `?organization=${world.clientId}`);
}
