import { expect, test } from 'vitest';
import { parseForm } from '#app/platform/http/form.server.ts';
import { addLineForm, chargeForm, codeForm, sheetForm, sheetQuery } from './forms.ts';

const id = '0195d1f0-0000-7000-8000-000000000001';
const formOf = (fields: Record<string, string | File>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const line = { id, spentOn: '2026-03-18', expenseCodeId: id, costCenterId: id, amount: '24.50' };

test('the page of a draft takes a line or all of it', () => {
  const added = parseForm(sheetForm, formOf({ ...line, intent: 'add', receipt: new File(['x'], 'x.pdf') }));
  expect(added).toMatchObject({ ok: true, value: { intent: 'add', amount: '24.50', note: '' } });
  expect(parseForm(sheetForm, formOf({ intent: 'submit', attest: 'on' }))).toMatchObject({
    ok: true,
    value: { intent: 'submit', attest: true },
  });
});

test('a browser that chose no file sends an empty one, which is none', () => {
  const parsed = parseForm(addLineForm, formOf({ ...line, intent: 'add', receipt: new File([], '') }));
  expect(parsed.ok && parsed.value.receipt).toBeUndefined();
});

test('a refused line keeps what was typed and says it at the field', () => {
  const parsed = parseForm(sheetForm, formOf({ intent: 'add', id, amount: '24.50', spentOn: '2026-02-30' }));
  if (parsed.ok) throw new Error('it was taken');
  expect(parsed.answer.typed).toMatchObject({ intent: 'add', amount: '24.50', spentOn: '2026-02-30' });
  expect(Object.keys(parsed.answer.problems).sort()).toEqual(['costCenterId', 'expenseCodeId', 'spentOn']);
});

test('codes are upper case, and their amounts may be left out', () => {
  expect(parseForm(codeForm, formOf({ id, code: ' miles ', name: 'Mileage' }))).toMatchObject({
    ok: true,
    value: { code: 'MILES', bearsFees: false },
  });
});

test('a charge needs a cadence that there is', () => {
  const typed = {
    id,
    assignmentId: id,
    label: 'Badge',
    amount: '15',
    costCenterId: id,
    startsOn: '2026-03-10',
  };
  expect(parseForm(chargeForm, formOf({ ...typed, cadence: 'weekly' })).ok).toBe(true);
  expect(parseForm(chargeForm, formOf({ ...typed, cadence: 'hourly' })).ok).toBe(false);
});

test('the list takes only statuses that there are', () => {
  expect(sheetQuery.safeParse({ status: 'lost' }).success).toBe(false);
});
