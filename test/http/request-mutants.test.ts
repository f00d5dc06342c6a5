import { randomUUID } from 'node:crypto';
import type { LoaderFunctionArgs } from '@remix-run/node';
import type { Actor } from '#app/platform/authorization/vocabulary.ts';
import type { Person } from '#test/cast.ts';
import { switchable, triesEach, turns, type Case } from './mutant.ts';
import type { Telling } from './undone.ts';

/*
 * Who asks what is kept of a person, who answers, and who is handed a copy. Each guard is switched off, and somebody hears
 * of another what they must not, or the walls alone keep it.
 */

const PRIVACY = 'app/privacy';
const ANSWER = `${PRIVACY}/commands/answer-request.server.ts`;
const MAKE = `${PRIVACY}/commands/make-request.server.ts`;
const EXPORT_PAGE = `${PRIVACY}/pages/export-zip.ts`;
const answers = { in: ANSWER, where: "authorize(ctx, 'privacy.handle', request)", off: 'ctx' };

const guards = {
  'a request is answered by whoever may': { ...answers, after: 'export async function fulfillRequest' },
  'a request is refused by whoever may': { ...answers, after: 'export async function refuseRequest' },
  'a request is taken back by whoever may': {
    ...{ in: ANSWER, where: "authorize(ctx, 'privacy.request', request)", off: 'ctx' },
  },
  'a request is recorded by whoever may': {
    ...{ in: MAKE, where: "authorize(ctx, 'privacy.request', { supplierId })", off: 'ctx' },
  },
  'a request is of a person before the wall': { in: MAKE, where: '!supplierId', off: 'false' },
  'a supplier asks about nobody’s account': {
    ...{ in: `${PRIVACY}/queries.server.ts`, where: "ctx.actor.side !== 'msp'", off: 'false' },
  },
  'the same is asked for once': {
    ...{ in: MAKE, where: '(await requestOf(ctx, input.id))', off: 'true' },
  },
  'a request is answered once': { in: ANSWER, where: "request.status !== 'open'", off: 'false' },
  'a copy is handed out by whoever may': {
    ...{ in: EXPORT_PAGE, where: "authorize(ctx, 'privacy.handle', request)", off: 'ctx' },
  },
  'a copy is handed out where one is asked for': {
    ...{ in: EXPORT_PAGE, where: "request.kind === 'export' && request.status === 'open'", off: 'true' },
  },
};
switchable(guards);

const { fulfillRequest, refuseRequest, withdrawRequest } =
  await import('#app/privacy/commands/answer-request.server.ts');
const { makeRequest } = await import('#app/privacy/commands/make-request.server.ts');
const { aReader } = await import('#test/factories/outlet.ts');
const { loader: exportZip } = await import('#app/privacy/pages/export-zip.ts');
const { BASE_URL } = await import('#test/factories/acts.ts');
const { aProgram } = await import('#test/factories/program.ts');
const { placementInRows } = await import('#test/factories/rows.ts');
const { storiesIn } = await import('./undone.ts');

const world = await aProgram();
const { candidateId } = await placementInRows(world);
const undone = storiesIn(world);
const { recruiter, supplierAdmin } = world.people;
const candidate = `candidate:${candidateId}`;
const foreign: Actor = { ...supplierAdmin, supplierId: world.suppliers.juniper };

const asked = (person: string, kind: 'export' | 'erasure' = 'export') => ({ id: randomUUID(), kind, person });
const requested = async (at: Telling) =>
  (await at.does('admin', (ctx) => makeRequest(ctx, asked(candidate)))).id;
type Doing = Parameters<Telling['says']>[1];
/** Somebody does something with a request. */
const handles = (who: Person, what: (ctx: Parameters<Doing>[0], id: string) => ReturnType<Doing>) =>
  undone(async (at) => {
    const id = await requested(at);
    return at.says(who, (ctx) => what(ctx, id));
  });
const asks = (who: Person | Actor, person: string) =>
  undone((at) => at.says(who, (ctx) => makeRequest(ctx, asked(person))));

const approver = `account:${world.people.approver.accountId}`;
const { id: copy } = await world.does('admin', (ctx) => makeRequest(ctx, asked(approver)));
const { id: erasure } = await world.does('admin', (ctx) => makeRequest(ctx, asked(approver, 'erasure')));
/** What somebody gets who asks for the copy of a request. */
async function downloads(who: Person, id: string): Promise<number> {
  const path = `/privacy/${id}/export.zip`;
  const context = {
    ...world.surroundings(),
    outlet: aReader,
    demo: false,
    actor: () => Promise.resolve(world.actor(who)),
  };
  const args = { request: new Request(`${BASE_URL}${path}`), params: { id }, context };
  const got = await exportZip(args as unknown as LoaderFunctionArgs).catch((thrown: unknown) => thrown);
  if (!(got instanceof Response)) throw got;
  await got.arrayBuffer();
  return got.status;
}

const cases: Record<keyof typeof guards, Case> = {
  'a request is answered by whoever may': turns('not allowed', 'ok', handles('auditor', fulfillRequest)),
  'a request is refused by whoever may': turns(
    'not allowed',
    'ok',
    handles('supplierAdmin', (ctx, id) => refuseRequest(ctx, id, 'It is kept by law.')),
  ),
  'a request is taken back by whoever may': turns('not allowed', 'ok', handles('auditor', withdrawRequest)),
  'a request is recorded by whoever may': turns('not allowed', 'ok', asks('recruiter', candidate)),
  'a request is of a person before the wall': turns(
    'missing',
    /row-level security policy for table "privacy_request"/,
    asks(foreign, candidate),
  ),
  'a supplier asks about nobody’s account': turns(
    'missing',
    /row-level security policy for table "privacy_request"/,
    asks('supplierAdmin', `account:${recruiter.accountId}`),
  ),
  'the same is asked for once': turns(
    /^invalid: person/,
    'ok',
    undone(async (at) => {
      await requested(at);
      return at.says('admin', (ctx) => makeRequest(ctx, asked(candidate)));
    }),
  ),
  'a request is answered once': turns(
    'stale: This request is withdrawn already.',
    'stale: This is withdrawn already.',
    undone(async (at) => {
      const id = await requested(at);
      await at.does('admin', (ctx) => withdrawRequest(ctx, id));
      return at.says('admin', (ctx) => fulfillRequest(ctx, id));
    }),
  ),
  'a copy is handed out by whoever may': turns(403, 200, () => downloads('auditor', copy)),
  'a copy is handed out where one is asked for': turns(404, 200, () => downloads('admin', erasure)),
};
triesEach(cases);
