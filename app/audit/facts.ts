import { capitalized } from '#app/values/text.ts';
import { inWords } from './kinds.ts';

export type Change = { label: string; before: string; after: string };
export type Fact = { label: string; value: string };

const LONGEST = 600;
const FACTS_SHOWN = 60;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

function said(value: unknown): string {
  const text = inWordsOf(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function inWordsOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isPlain(value)) return String(value);
  if (isRecord(value) && Object.values(value).every(isPlain))
    return (
      Object.entries(value)
        .map(([name, each]) => `${name}: ${String(each)}`)
        .join(' · ') || '–'
    );
  return JSON.stringify(value);
}

const label = (name: string): string => {
  if (name === 'sha256') return 'SHA-256';
  return capitalized(inWords(name));
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
