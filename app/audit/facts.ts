import { inWords } from './kinds.ts';

export type Change = { label: string; before: string; after: string };
export type Fact = { label: string; value: string };

const LONGEST = 600;
const FACTS_SHOWN = 60;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function said(value: unknown): string {
  const text =
    value === null || value === undefined || value === ''
      ? '–'
      : typeof value === 'string'
        ? value
        : typeof value === 'boolean'
          ? value
            ? 'yes'
            : 'no'
          : typeof value === 'number'
            ? String(value)
            : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const label = (name: string): string => {
  const words = inWords(name);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What a change of configuration changed: `facts.changed`, field by field, each `[before, after]`. */
export function changesOf(facts: Record<string, unknown>): Change[] {
  const { changed } = facts;
  if (!isRecord(changed)) return [];
  return Object.entries(changed).flatMap(([name, pair]) =>
    Array.isArray(pair) && pair.length === 2
      ? [{ label: label(name), before: said(pair[0]), after: said(pair[1]) }]
      : [],
  );
}

/** Everything else that was recorded with an event, at most 60 facts. */
export const factsOf = (facts: Record<string, unknown>): Fact[] =>
  Object.entries(facts)
    .filter(([name]) => name !== 'changed')
    .slice(0, FACTS_SHOWN)
    .map(([name, value]) => ({ label: label(name), value: said(value) }));
