import { expect, test } from 'vitest';
import { statusTone, statusWord } from './status.tsx';

test('a status reads as words', () => {
  expect(statusWord('pending_approval')).toBe('Pending approval');
  expect(statusWord('no_show')).toBe('No-show');
  expect(statusWord('not_selected')).toBe('Not selected');
});

test('what waits, what is wrong and what is over do not look alike', () => {
  expect(statusTone('pending_approval')).toBe('waiting');
  expect(statusTone('rejected')).toBe('wrong');
  expect(statusTone('finalized')).toBe('done');
  expect(statusTone('on_hold')).toBe('attention');
});

test('a status that nobody has described is quiet', () => {
  expect(statusTone('in_the_post')).toBe('quiet');
  expect(statusTone('constructor')).toBe('quiet');
  expect(statusWord('constructor')).toBe('Constructor');
});
