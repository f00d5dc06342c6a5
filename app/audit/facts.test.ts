import { expect, test } from 'vitest';
import { changesOf, factsOf } from './facts.ts';

test('changed fields are read as before and after, everything else as facts', () => {
  const facts = {
    changed: {
      paymentTermsDays: [45, 30],
      payWhenPaid: [false, true],
      note: ['', 'x'.repeat(700)],
      odd: 'no pair',
    },
    termsId: '018f',
    tiers: [1, 2],
    endsOn: null,
  };
  expect(changesOf(facts)).toEqual([
    { label: 'Payment terms days', before: '45', after: '30' },
    { label: 'Pay when paid', before: 'no', after: 'yes' },
    { label: 'Note', before: '–', after: `${'x'.repeat(600)}…` },
  ]);
  expect(factsOf(facts)).toEqual([
    { label: 'Terms id', value: '018f' },
    { label: 'Tiers', value: '[1,2]' },
    { label: 'Ends on', value: '–' },
  ]);
  expect(changesOf({})).toEqual([]);
});
