/** News: what happened to which thing, told as a sentence. Slices define theirs in `events.ts`. */
export type EventNews = {
  kind: string;
  subjectKind: string;
  subjectId: string;
  clientId: string | null;
  supplierId: string | null;
  /** The sides, beside the MSP, that may read it. */
  audience: ('client' | 'supplier')[];
  /** Without its subject: «approved 40.00 h». */
  summary: string;
  reason: string | null;
  facts: Record<string, unknown>;
};

type Occasion<F> = {
  subjectId: string;
  clientId?: string | null;
  supplierId?: string | null;
  reason?: string | null;
  facts: F;
};

/**
 * Defines a kind of news. The name is `subject.pastTense`, as in `timesheet.approved`.
 * @param audience the sides, beside the MSP, that may read it
 * @param summarize the sentence of the timeline
 */
export function defineEvent<F extends Record<string, unknown>>(
  kind: `${string}.${string}`,
  audience: ('client' | 'supplier')[],
  summarize: (facts: F) => string,
): (occasion: Occasion<F>) => EventNews {
  const subjectKind = kind.slice(0, kind.indexOf('.'));
  return ({ subjectId, clientId = null, supplierId = null, reason = null, facts }) => ({
    kind,
    subjectKind,
    subjectId,
    clientId,
    supplierId,
    audience,
    summary: summarize(facts),
    reason,
    facts,
  });
}

/** What changed, field by field, as `[before, after]`; the trail shows it beside the event. */
export type Changed = Record<string, [before: unknown, after: unknown]>;

/**
 * The fields of a change of configuration that are other than before: `facts.changed`.
 * @param before what stood until now; null where nothing did, and then nothing changed
 * @param after what stands from now on; its fields are the ones compared, lists by what is in them
 */
export function changedFields<After extends Record<string, unknown>>(
  before: { [Field in keyof After]?: unknown } | null,
  after: After,
): Changed {
  if (!before) return {};
  const fields = Object.keys(after).filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
  );
  return Object.fromEntries(fields.map((field) => [field, [before[field] ?? null, after[field] ?? null]]));
}
