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
