import { addresses, formOf } from '#test/policy/manifest.ts';
import { routeLines } from '#test/policy/routes.ts';
import type { PopulatedWorld } from '#test/walls/populated.ts';
import { sampleOf } from './sample-form.ts';

/** What no schema tells: that one or another of two optional fields is needed. */
const needed: Record<string, Record<string, string>> = {
  'requisitions/:id/submittals/new': { name: 'Nadine Farrow', email: 'nadine.farrow@people.example' },
  'sign-out': {},
  'audit/access': {
    ...{ id: '0b5e0000-0000-4000-8000-000000000004', reviewedOn: '2026-11-29', listSha256: '0'.repeat(64) },
    ...{ asOf: '2026-11-29T12:00:00.000Z', note: 'Looked at all of it.' },
  },
  'privacy/new': {
    ...{ id: '0b5e0000-0000-4000-8000-000000000002', kind: 'export' },
    person: 'account:0b5e0000-0000-4000-8000-000000000003',
  },
};

/** Forms that are tried elsewhere, each with its reason. */
export const triedElsewhere: Record<string, string> = {
  'programs/:clientId/rate-card/import': 'a file travels in another kind of body',
  'sign-in': 'nobody is signed in there yet',
  'sign-in/second-factor': 'nobody is signed in there yet',
  'sign-in/enrolment': 'nobody is signed in there yet',
  'sign-in/enrolment/challenge': 'nobody is signed in there yet',
  'sign-in/passkey': 'nobody is signed in there yet',
  'sign-in/challenge': 'nobody is signed in there yet',
  forgot: 'nobody is signed in there yet',
  'reset/:token': 'nobody is signed in there yet',
  account: 'the door answers it; see own-account.test.ts',
  'account/password': 'the door answers it; see doors.test.ts',
  'account/confirm': 'the door answers it; see own-account.test.ts',
  'account/authenticator': 'needs a code of the moment; see own-account.test.ts',
  'account/authenticator/removal': 'takes away what others need; see own-account.test.ts',
  'account/recovery-codes': 'needs a second factor; see own-account.test.ts',
  'account/passkeys/new': 'needs an authenticator; see doors.spec.ts',
  'account/passkeys/challenge': 'asks for an authenticator; see doors.spec.ts',
  'account/passkeys/:id': 'there is no address of another’s; see own-account.test.ts',
  'account/passkeys/:id/removal': 'there is no address of another’s; see own-account.test.ts',
  'people/:accountId/second-factor': 'signs the person out; see own-account.test.ts',
  'sign-in/sso': 'nobody is signed in there yet',
  'sign-in/sso/:connectionId': 'nobody is signed in there yet',
  'invitations/:token': 'nobody is signed in there yet',
  'memberships/current': 'names a membership of the person’s own',
};

/** For each address with a form or a button, fields that its command can be reached with. What none fills is left out. */
export async function samplesByAddress(): Promise<Map<string, Record<string, string>>> {
  const samples = new Map<string, Record<string, string>>();
  for (const address of addresses) {
    const { pattern } = address;
    const line = routeLines[pattern];
    if (line?.press) samples.set(pattern, {});
    if (!line?.hand || triedElsewhere[pattern]) continue;
    const form = await formOf(address);
    const sample = form && sampleOf(form);
    const fields = needed[pattern] || sample ? { ...sample, ...needed[pattern] } : null;
    if (fields) samples.set(pattern, fields);
  }
  return samples;
}

/** The same fields about a thing of this world, wherever they name a thing that is not in the address. */
export function about(sample: Record<string, string>, world: PopulatedWorld, organizationId: string) {
  const { clientId, placement, billed } = world;
  const known: Record<string, string> = {
    ...{ clientId, organizationId, assignmentId: placement.assignmentId, supplierId: placement.supplierId },
    ...{ invoiceId: billed.clientInvoiceId, requisitionId: placement.requisitionId, jobId: world.jobId },
    ...{ siteId: world.siteId, departmentId: world.departmentId, costCenterId: world.costCenterIds[0] },
  };
  return Object.fromEntries(Object.entries(sample).map(([name, value]) => [name, known[name] ?? value]));
}
