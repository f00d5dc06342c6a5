import { expect, test } from 'vitest';
import { readComparison } from './compare-forms.ts';

const read = (search: string) => readComparison(new URL(`http://muster.test/x${search}`), 'flat');

test('an address without a model begins with a suggestion', () => {
  expect(read('')).toMatchObject({ ok: true, alternative: { model: 'flat', subscriptionMinor: 400_000 } });
});

test('only what the model asks for counts', () => {
  expect(read('?model=supplier&client=3&supplier=2.5&subscription=4000')).toMatchObject({
    ok: true,
    alternative: { clientFraction: '0', supplierFraction: '0.025', subscriptionMinor: 0 },
  });
  expect(read('?model=hybrid&client=3&supplier=')).toMatchObject({
    alternative: { clientFraction: '0.03', supplierFraction: '0' },
  });
});

test('what cannot be read is a problem at its field, and what was typed is kept', () => {
  expect(read('?model=client&client=101')).toMatchObject({
    ok: false,
    answer: { problems: { client: ['A fee is at most 100 %.'] }, typed: { client: '101' } },
  });
  expect(read('?model=client&client=2.12345')).toMatchObject({
    answer: { problems: { client: [expect.stringContaining('four decimals')] } },
  });
  expect(read('?model=flat&subscription=much')).toMatchObject({
    answer: { problems: { subscription: [expect.stringContaining('amount')] } },
  });
  expect(read('?model=gift').ok).toBe(false);
});
