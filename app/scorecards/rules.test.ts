import { expect, test } from 'vitest';
import { levelForm, termsForm } from './forms.ts';
import {
  beginsAMonth,
  endsAMonth,
  levelMakesSense,
  nameIsFree,
  termsAreInOrder,
  weightsFit,
} from './rules.ts';

const messages = (problems: { field: string; message: string }[]) => problems.map(({ field }) => field);

const typed = (fields: Record<string, string>) => {
  const input = levelForm.parse({
    ...{ verb: 'add', id: crypto.randomUUID(), name: 'Fill rate', measure: 'fill_rate', expected: '92' },
    ...{ minimum: '88', nMin: '10', weightPercent: '25', startsOn: '2026-06-01', ...fields },
  });
  if (input.verb !== 'add') throw new Error('an addition was typed');
  return input;
};
const level = (weight: string, startsOn: string, endsOn: string | null = null, name = weight + startsOn) => ({
  ...{ id: name, name, weight, startsOn, endsOn },
});

test('levels are agreed by whole months', () => {
  expect(messages(beginsAMonth('2026-06-02'))).toEqual(['startsOn']);
  expect(beginsAMonth('2026-06-01')).toEqual([]);
  expect(messages(endsAMonth('2026-06-29'))).toEqual(['lastDay']);
  expect(endsAMonth('2026-02-28')).toEqual([]);
});

test('weights may make a whole on every day, and no more', () => {
  const others = [level('0.6', '2026-01-01', '2026-06-30'), level('0.4', '2026-07-01')];
  expect(weightsFit(others, level('0.4', '2026-06-01'))).toEqual([]);
  expect(messages(weightsFit(others, level('0.6001', '2026-07-01')))).toEqual(['weightPercent']);
  // It fits when it begins, and not when the next one begins.
  expect(messages(weightsFit([level('0.7', '2026-09-01')], level('0.4', '2026-01-01')))).toEqual([
    'weightPercent',
  ]);
});

test('what is expected and the minimum stand in their order', () => {
  expect(levelMakesSense(typed({}))).toEqual([]);
  expect(messages(levelMakesSense(typed({ minimum: '93' })))).toEqual(['minimum']);
  expect(messages(levelMakesSense(typed({ measure: 'timesheet_approval' })))).toEqual(['withinDays']);
  expect(messages(levelMakesSense(typed({ unit: 'days' })))).toEqual(['unit']);
  expect(messages(levelMakesSense(typed({ expected: '101' })))).toEqual(['expected']);
});

test('a name is taken while its level is in force', () => {
  expect(
    messages(
      nameIsFree([level('0.1', '2026-01-01', '2026-06-30', 'A')], level('0.1', '2026-06-01', null, 'A')),
    ),
  ).toEqual(['name']);
  expect(
    nameIsFree([level('0.1', '2026-01-01', '2026-06-30', 'A')], level('0.1', '2026-07-01', null, 'A')),
  ).toEqual([]);
});

test('terms keep their order, and what is no number is said at its field', () => {
  const fields = {
    ...{ atRiskPercent: '10', missRule: 'steps', secondMultiplier: '1.5', thirdMultiplier: '2' },
    ...{ settledBy: 'fee_invoice', reviewDay: '8', answerDay: '13', startsOn: '2026-06-01' },
  };
  expect(termsAreInOrder(termsForm.parse(fields))).toEqual([]);
  expect(
    messages(termsAreInOrder(termsForm.parse({ ...fields, thirdMultiplier: '1.2', answerDay: '7' }))),
  ).toEqual(['thirdMultiplier', 'answerDay']);
  const wrong = termsForm.safeParse({ ...fields, atRiskPercent: '51', secondMultiplier: '1.555' });
  expect(wrong.error?.issues.map(({ path }) => path[0])).toEqual(['atRiskPercent', 'secondMultiplier']);
});
