import { expect, test } from 'vitest';
import type { WaitingItem } from '#app/values/waiting.ts';
import { ageOf, bulkOffers, greeting, groupsOf, saysQueue } from './queue.ts';

const now = new Date('2026-11-20T15:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

const item = (key: string, days: number, more: Partial<WaitingItem> = {}): WaitingItem => ({
  key,
  kind: 'Timesheet',
  title: key,
  detail: '',
  since: daysAgo(days),
  to: `/timesheets/${key}`,
  unusual: [],
  actions: [],
  ...more,
});
const approval = (value: string) => ({
  formTo: '/timesheets/approvals',
  label: 'Approve',
  field: 'ids',
  value,
});

test('a few stand in one list, the oldest first', () => {
  const [only, ...rest] = groupsOf([item('a', 1), item('b', 9, { kind: 'Offer' }), item('c', 3)]);
  expect(rest).toEqual([]);
  expect(only?.title).toBeNull();
  expect(only?.items.map(({ key }) => key)).toEqual(['b', 'c', 'a']);
});

test('many stand by kind, the kind with the oldest first; one and several are one kind', () => {
  const many = [
    ...Array.from({ length: 11 }, (_, index) => item(`t${index}`, index % 5)),
    item('one', 7, { kind: 'Candidate' }),
    item('several', 6, { kind: 'Candidates' }),
  ];
  expect(groupsOf(many).map(({ title, items }) => [title, items.length])).toEqual([
    ['Candidates', 2],
    ['Timesheets', 11],
  ]);
});

test('money to be billed is one group at whatever stage', () => {
  const many = [
    ...Array.from({ length: 12 }, (_, index) => item(`t${index}`, 0)),
    item('due', 7, { kind: 'Billing' }),
    item('run', 6, { kind: 'Billing run' }),
  ];
  expect(groupsOf(many).map(({ title }) => title)).toEqual(['Billing', 'Timesheets']);
});

test('many of one kind need no headings', () => {
  const many = Array.from({ length: 30 }, (_, index) => item(`t${index}`, index));
  expect(groupsOf(many).map(({ title }) => title)).toEqual([null]);
});

test('only what nothing is unusual about is offered as usual', () => {
  const offers = bulkOffers([
    item('a', 1, { bulk: approval('a') }),
    item('b', 1, { bulk: approval('b'), unusual: ['12 h overtime'] }),
    item('c', 1, { bulk: approval('c') }),
    item('d', 1),
  ]);
  expect(offers).toEqual([
    {
      formTo: '/timesheets/approvals',
      formId: 'bulk-0',
      field: 'ids',
      selectedLabel: 'Approve selected',
      usualLabel: 'Approve 2 usual timesheets',
      usual: ['a', 'c'],
    },
  ]);
});

test('says how many wait and since when', () => {
  expect(saysQueue([], now)).toBe('Nothing waits for you.');
  expect(saysQueue([item('a', 0)], now)).toBe('1 waits for you · all of today');
  expect(saysQueue([item('a', 0), item('b', 2)], now)).toBe('2 wait for you · oldest 2 days');
  expect(ageOf(daysAgo(1.9), now)).toBe('1 day');
  expect(ageOf(daysAgo(-3), now)).toBe('today');
});

test('greets by the clock of the program, not of the server', () => {
  expect(greeting('Ana Duarte', now, 'America/Los_Angeles')).toBe('Good morning, Ana');
  expect(greeting('Ana Duarte', now, 'Europe/Zurich')).toBe('Good afternoon, Ana');
  expect(greeting('Ana', now, 'Asia/Tokyo')).toBe('Good evening, Ana');
});
