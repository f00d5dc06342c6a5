import { groups } from './kinds.ts';
import type { TrailQuery } from './forms.ts';

type Names = { person: string | null; client: string | null };
export type Filter = { name: keyof TrailQuery; label: string };

/** The filters in force, each in a few words. */
export function filtersInWords(query: TrailQuery, names: Names): Filter[] {
  const { text, group, client, person, subject, from, to } = query;
  const filters: (Filter | null)[] = [
    text ? { name: 'text', label: `“${text}”` } : null,
    group ? { name: 'group', label: groups[group].label } : null,
    client ? { name: 'client', label: names.client ?? 'A program' } : null,
    person ? { name: 'person', label: `By ${names.person ?? 'a person'}` } : null,
    subject ? { name: 'subject', label: 'One thing' } : null,
    from ? { name: 'from', label: `From ${from}` } : null,
    to ? { name: 'to', label: `To ${to}` } : null,
  ];
  return filters.filter((filter) => filter !== null);
}

/** The same as one line, for the head of an export. */
export const filterSentence = (query: TrailQuery, names: Names): string => {
  const filters = filtersInWords(query, names).map(({ label }) => label);
  const subject = query.subject ? ` (${query.subject})` : '';
  return filters.length === 0 ? 'everything that the reader may see' : `${filters.join(' · ')}${subject}`;
};

/** The address of the trail with these filters, and without one of them where that is said. */
export function trailAddress(query: TrailQuery, without?: keyof TrailQuery, page = '/audit'): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value && name !== without && name !== 'after') search.set(name, value);
  const text = search.toString();
  return text ? `${page}?${text}` : page;
}

/** 12,345 events, one event. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** The beginning of a hash, as people compare it. */
export const shortHash = (hash: string): string => `${hash.slice(0, 12)}…`;

/** The chain of what happened to no program, which has no page of a program. */
export const DEPLOYMENT_CHAIN_ID = '00000000-0000-0000-0000-000000000000';
