import { parseWithZod } from '@conform-to/zod/v4';
import type { z } from 'zod';
import type { FormAnswer, ProblemsByField } from '#app/values/result.ts';

type Parsed<T> = { ok: true; value: T; typed: Record<string, unknown> } | { ok: false; answer: FormAnswer };

/** Files cannot be handed back to a browser; everything else that was typed can. */
function withoutFiles(value: unknown): unknown {
  if (value instanceof Blob) return undefined;
  if (Array.isArray(value)) return value.map(withoutFiles);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutFiles(inner)]));
}

/**
 * Parses a posted form. Nested fields are named as paths: `splits[0].percent`. Empty text is absent.
 * @returns the value with what was typed, or problems by field with what was typed
 */
export function parseForm<S extends z.ZodType>(schema: S, form: FormData): Parsed<z.output<S>> {
  const submission = parseWithZod(form, { schema });
  const typed = withoutFiles(submission.payload) as Record<string, unknown>;
  if (submission.status === 'success') return { ok: true, value: submission.value, typed };
  const problems: ProblemsByField = {};
  for (const [field, messages] of Object.entries(submission.error ?? {}))
    if (messages) problems[field] = messages;
  return { ok: false, answer: { problems, typed } };
}

/**
 * Reads a filter form's or a link's query the same way; what cannot be read is left out. Every address calls a program
 * `program`; slices whose tables call it `client` read it by that name, and links from before keep working.
 */
export function parseQuery<S extends z.ZodType>(schema: S, url: URL): z.output<S> {
  const given = [...url.searchParams].filter(([, value]) => value !== '');
  const pairs = readsClient(schema)
    ? given.map(([key, value]) => [key === 'program' ? 'client' : key, value] as const)
    : given;
  const parsed = schema.safeParse(Object.fromEntries(pairs));
  if (parsed.success) return parsed.data;
  const wrong = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return schema.parse(Object.fromEntries(pairs.filter(([key]) => !wrong.has(key))));
}

/** Whether a query's schema has a `client` and no `program`. */
function readsClient(schema: z.ZodType): boolean {
  const shape = 'shape' in schema ? (schema.shape as Record<string, unknown>) : {};
  return 'client' in shape && !('program' in shape);
}
