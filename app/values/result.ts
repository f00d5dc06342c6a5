/**
 * What a command answers. A refusal that people can cause is a value, not an exception;
 * an exception is a bug. `platform/http` is the only place that turns refusals into responses.
 */

/** A sentence about one field of a form; `field` is a path such as `splits[0].percent`, empty for the whole form. */
export type Problem = { field: string; message: string };

export const problem = (field: string, message: string): Problem => ({ field, message });

/** The action is not this person's to take (403). */
export type Refused = { kind: 'refused'; message: string };
/** No such thing, or it stands behind somebody else's wall: the two are never told apart (404). */
export type Missing = { kind: 'missing' };
/** Somebody moved it meanwhile; the message says what already happened (409). */
export type Stale = { kind: 'stale'; message: string };
/** What was handed in breaks a rule; each problem names its field (422). */
export type Invalid = { kind: 'invalid'; problems: Problem[] };

export type Refusal = Refused | Missing | Stale | Invalid;
export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (message: string): Result<never> => ({
  ok: false,
  refusal: { kind: 'refused', message },
});
export const missing = (): Result<never> => ({ ok: false, refusal: { kind: 'missing' } });
export const stale = (message: string): Result<never> => ({ ok: false, refusal: { kind: 'stale', message } });
export const invalid = (...problems: Problem[]): Result<never> => ({
  ok: false,
  refusal: { kind: 'invalid', problems },
});

/** Problems gathered by field, as forms show them. */
export type ProblemsByField = Record<string, string[]>;

export function byField(problems: Problem[]): ProblemsByField {
  const fields: ProblemsByField = {};
  for (const { field, message } of problems) (fields[field] ??= []).push(message);
  return fields;
}

/** What a form page gets back when its post was refused: the problems, and everything that was typed. */
export type FormAnswer = { problems: ProblemsByField; typed: Record<string, unknown> };
