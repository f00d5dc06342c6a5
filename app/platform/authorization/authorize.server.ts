import type { Context } from '../context.server.ts';
import { policy, type Action } from './policy.ts';
import { accountInCharge, type Actor, type Condition, type StandIn, type Subject } from './vocabulary.ts';
import type { ApprovalKind } from '#app/values/approval-kinds.ts';
import type { Role } from '#app/values/roles.ts';

/** Thrown by `authorize`; `platform/http` answers it with 403. */
export class NotAllowed extends Error {
  constructor(readonly action: Action) {
    super(`This is not yours to do (${action}).`);
  }
}

/** What somebody may do in another's place: these, and nothing else of what the other may do. */
export const delegable: Partial<Record<Action, ApprovalKind>> = {
  'requisition.approve': 'requisition',
  'timesheet.approve': 'timesheet',
  'timesheet.reject': 'timesheet',
  'expense.approve': 'expense',
  'miscCharge.approve': 'charge',
  'revision.approve': 'revision',
  'invoice.approve': 'invoice',
};

/** The person as they act in another's place: with the other's role, both identities known, and passing nothing on. */
export const inPlaceOf = (actor: Actor, { role, accountId, name }: StandIn): Actor => ({
  ...actor,
  role,
  onBehalfOf: { accountId, name },
  standsInFor: [],
});

function allows(actor: Actor, action: Action, subject: Subject): boolean {
  const row: Partial<Record<Role, Condition>> = policy[action];
  return row[actor.role]?.(actor, subject) ?? false;
}

/** Every way in which somebody may do this: in their own right first, then in the place of those they stand in for. */
export function waysToDo(actor: Actor, action: Action, subject: Subject = {}): Actor[] {
  const kind = delegable[action];
  const borrowed = kind
    ? (actor.standsInFor ?? [])
        .filter(({ kinds }) => kinds.includes(kind))
        .map((one) => inPlaceOf(actor, one))
    : [];
  return [actor, ...borrowed].filter((one) => allows(one, action, subject));
}

export function mayDo(actor: Actor, action: Action, subject: Subject = {}): boolean {
  return waysToDo(actor, action, subject).length > 0;
}

/**
 * The first line of every command: stops it unless the policy table allows the action on this subject.
 * @returns the context in which the right is held: where it is another's, events and signatures carry both names
 * @throws NotAllowed
 */
export function authorize(ctx: Context, action: Action, subject: Subject = {}): Context {
  const [actor] = waysToDo(ctx.actor, action, subject);
  if (!actor) throw new NotAllowed(action);
  return { ...ctx, actor };
}

/** The same cells for the page: which buttons are drawn. The boundary itself is `authorize` in the command. */
export function abilities<A extends Action>(
  ctx: Context,
  subject: Subject,
  actions: readonly A[],
): Record<A, boolean> {
  return Object.fromEntries(actions.map((action) => [action, mayDo(ctx.actor, action, subject)])) as Record<
    A,
    boolean
  >;
}

/** Whose name stands under a decision beside one's own: null in one's own right, or where it is not theirs at all. */
export const decidesFor = (ctx: Context, action: Action, subject: Subject): string | null =>
  waysToDo(ctx.actor, action, subject)[0]?.onBehalfOf?.name ?? null;

/** Many things that somebody may decide on, together by the person in whose place they would; their own stand first. */
export function byWay<S extends Subject>(
  ctx: Context,
  action: Action,
  subjects: S[],
): { as: Context; subjects: S[] }[] {
  const found = new Map<string, { as: Context; subjects: S[] }>();
  for (const subject of subjects) {
    const as = authorize(ctx, action, subject);
    const whose = accountInCharge(as.actor);
    const together = found.get(whose) ?? { as, subjects: [] };
    found.set(whose, { ...together, subjects: [...together.subjects, subject] });
  }
  return [...found.values()];
}

/** How a decision is signed: `Ben Cho`, or `Ben Cho for Ana Ruiz`. */
export const signatureOf = ({ name, onBehalfOf }: Pick<Actor, 'name' | 'onBehalfOf'>): string =>
  onBehalfOf ? `${name} for ${onBehalfOf.name}` : name;

/** What stands on a thing that was approved: by whom, in whose place, when. */
export const approvedIn = ({ actor, now }: Context) => ({
  approvedBy: actor.accountId,
  approvedByName: signatureOf(actor),
  approvedFor: actor.onBehalfOf?.accountId ?? null,
  approvedAt: now,
});
