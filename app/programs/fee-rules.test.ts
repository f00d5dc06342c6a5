import { expect, test } from 'vitest';
import {
  activeWorkerIsSaid,
  capGoesWithLines,
  flatFeeIsFree,
  suppliersKeepSomething,
  type AgreedFee,
} from './fee-rules.ts';

const fee = (fraction: string, given: Partial<AgreedFee> = {}): AgreedFee => ({
  funding: 'supplier',
  fraction,
  supplierId: null,
  startsOn: '2026-01-01',
  endsOn: null,
  ...given,
});
const fields = (problems: { field: string }[]) => problems.map(({ field }) => field);

test('what suppliers bear is at most the whole, on every day', () => {
  expect(suppliersKeepSomething([fee('0.6')], fee('0.4'))).toEqual([]);
  expect(fields(suppliersKeepSomething([fee('0.6')], fee('0.4001')))).toEqual(['percent']);
  const ended = fee('0.6', { endsOn: '2026-06-30' });
  expect(suppliersKeepSomething([ended], fee('0.5', { startsOn: '2026-07-01' }))).toEqual([]);
  // It begins later, while the wanted one runs.
  expect(suppliersKeepSomething([fee('0.6', { startsOn: '2027-01-01' })], fee('0.5'))[0]?.message).toContain(
    '110 % on 1 Jan 2027',
  );
});

test('a fee of one supplier counts beside those of all, and not beside another one’s', () => {
  const cobalt = fee('0.7', { supplierId: 'cobalt' });
  expect(suppliersKeepSomething([cobalt], fee('0.4', { supplierId: 'juniper' }))).toEqual([]);
  expect(fields(suppliersKeepSomething([cobalt], fee('0.4', { supplierId: 'cobalt' })))).toEqual(['percent']);
  expect(fields(suppliersKeepSomething([cobalt], fee('0.4')))).toEqual(['percent']);
});

test('what the client pays on top has no such limit', () => {
  expect(suppliersKeepSomething([fee('1')], fee('0.5', { funding: 'client' }))).toEqual([]);
});

test('a cap goes with lines', () => {
  expect(fields(capGoesWithLines({ rounding: 'statement', capPerHour: '2' }))).toEqual(['capPerHour']);
  expect(capGoesWithLines({ rounding: 'line', capPerHour: '2' })).toEqual([]);
});

test('flat fees of one kind and label do not overlap', () => {
  const running = {
    label: 'Subscription',
    component: 'subscription' as const,
    startsOn: '2026-01-01',
    endsOn: null,
  };
  expect(flatFeeIsFree([running], { ...running, startsOn: '2027-01-01' })[0]?.message).toContain(
    'without an end',
  );
  expect(
    flatFeeIsFree([{ ...running, endsOn: '2026-12-31' }], { ...running, startsOn: '2027-01-01' }),
  ).toEqual([]);
});

test('a fee by active worker says who is active', () => {
  expect(fields(activeWorkerIsSaid({ component: 'per_active_worker' }))).toEqual(['activeWorker']);
  expect(activeWorkerIsSaid({ component: 'subscription' })).toEqual([]);
});
