import type { Context } from '../context.server.ts';
import { policy, type Action } from './policy.ts';
import type { Actor, Condition, Subject } from './vocabulary.ts';
import type { Role } from '#app/values/roles.ts';

/** Thrown by `authorize`; `platform/http` answers it with 403. */
export class NotAllowed extends Error {
  constructor(readonly action: Action) {
    super(`This is not yours to do (${action}).`);
  }
}

export function mayDo(actor: Actor, action: Action, subject: Subject = {}): boolean {
  const row: Partial<Record<Role, Condition>> = policy[action];
  return row[actor.role]?.(actor, subject) ?? false;
}

/**
 * The first line of every command: stops it unless the policy table allows the action on this subject.
 * @throws NotAllowed
 */
export function authorize(ctx: Context, action: Action, subject: Subject = {}): void {
  if (!mayDo(ctx.actor, action, subject)) throw new NotAllowed(action);
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
