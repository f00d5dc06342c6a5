import { expect, test } from 'vitest';
import { parseForm, parseQuery } from '#app/platform/http/form.server.ts';
import { approvalsForm, listQuery, weekForm } from './forms.ts';

const icu = '7f3c1a52-8a57-4c2e-9f0e-3f7d3f0f5a11';

function formOf(entries: [string, string][]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

test('the grid is read with its gaps', () => {
  const parsed = parseForm(
    weekForm,
    formOf([
      ['rows[0].costCenterId', icu],
      ...['8', '', '8:30', '8,25'].map((hours, day): [string, string] => [`rows[0].days[${day}]`, hours]),
      ['intent', 'submit'],
      ['attest', 'on'],
    ]),
  );
  expect(parsed).toMatchObject({
    ok: true,
    value: {
      rows: [{ costCenterId: icu, days: [480, 0, 510, 495, 0, 0, 0] }],
      intent: 'submit',
      attest: true,
      note: '',
    },
  });
});

test('what is no time is a problem at its cell, and everything typed is kept', () => {
  const parsed = parseForm(
    weekForm,
    formOf([
      ['rows[0].costCenterId', icu],
      ['rows[0].days[2]', '25'],
    ]),
  );
  expect(parsed).toMatchObject({ ok: false, answer: { typed: { rows: [{ costCenterId: icu }] } } });
  expect(parsed.ok ? [] : Object.keys(parsed.answer.problems)).toEqual(['rows[0].days[2]']);
});

test('one ticked week is a list of one, and nobody is led to another site', () => {
  const parsed = parseForm(
    approvalsForm,
    formOf([
      ['ids', icu],
      ['backTo', '//evil.example'],
    ]),
  );
  expect(parsed).toMatchObject({ ok: true, value: { ids: [icu], backTo: '/' } });
  expect(parseForm(approvalsForm, formOf([])).ok).toBe(false);
});

test('filters that cannot be read are left out', () => {
  const url = new URL(`https://x.example/timesheets?status=nope&week=2026-02-30&assignment=${icu}&after=zzz`);
  expect(parseQuery(listQuery, url)).toEqual({ assignment: icu });
});
