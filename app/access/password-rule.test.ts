import { describe, expect, test } from 'vitest';
import { isAmongTheFirstTried } from './tried-first.server.ts';
import { contextWords, isMadeOf, lengthOf, whyNot } from './password-rule.ts';

const facts = ['Margaret Osei', 'margaret.osei@northgate.example', 'Northgate Workforce'];
const never = () => false;

describe('a password', () => {
  test.each([
    ['eleven chars', 'elevenchars', /at least 12/],
    ['twelve emoji', '🐙'.repeat(12), null],
    ['eleven emoji, which are 22 units', '🐙'.repeat(11), /at least 12/],
    ['twelve letters with accents of their own', 'e\u0301'.repeat(12), null],
    ['128', 'ab'.repeat(64), null],
    ['129', `${'ab'.repeat(64)}c`, /at most 128/],
  ])('is counted in characters: %s', (_name, password, says) => {
    const why = whyNot(password, facts, never);
    if (says) expect(why).toMatch(says);
    else expect(why).toBeNull();
  });

  test.each([
    'margaret-osei-2026',
    'M@rg4ret-0sei!',
    'NorthgateWorkforce',
    'Muster-2026-Muster',
    'muster-demo-2026',
  ])('made of words that others know is refused: %s', (password) => {
    expect(whyNot(password, facts, never)).toMatch(/others know/);
  });

  test.each([
    'tall green kettle walks',
    'Margaret eats blue plums',
    'ÄöÜ ißt Käsekuchen',
    '8151 2247 9038 55',
  ])('of one’s own is taken, with no rule of what it is made of: %s', (password) => {
    expect(whyNot(password, facts, never)).toBeNull();
  });

  test.each(['password1234', '1qaz2wsx3edc', 'aaaaaaaaaaaa', 'abcdefghijkl', '123456789012', 'qwertyuiop12'])(
    'that is tried first is refused: %s',
    async (password) => {
      expect(whyNot(password, [], await isAmongTheFirstTried())).toMatch(/tried/);
    },
  );

  test('of random words is not among them', async () => {
    const isCommon = await isAmongTheFirstTried();
    for (const password of ['tall green kettle walks', 'x7Kp2mQv9zLr', 'one sock, two rivers'])
      expect(isCommon(password)).toBe(false);
  });
});

test('short words are in every sentence, and so are no reason', () => {
  expect(contextWords(['Bo Li', 'bo@li.example'])).not.toContain('bo');
  expect(isMadeOf('bobbing lilies', contextWords(['Bo Li']))).toBe(false);
});

test('a letter is one, however it is written', () => {
  expect(lengthOf('é')).toBe(1);
  expect(lengthOf('e\u0301')).toBe(1);
});
