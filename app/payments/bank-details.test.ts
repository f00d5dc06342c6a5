import { expect, test } from 'vitest';
import { bankProblems, isBic, isIban, isRoutingNumber, masked, usableFrom } from './bank-details.ts';

test('an IBAN has the length of its country and check digits that fit', () => {
  expect(isIban('DE89370400440532013000')).toBe(true);
  expect(isIban('GB82WEST12345698765432')).toBe(true);
  expect(isIban('DE89370400440532013001')).toBe(false);
  expect(isIban('DE8937040044053201300')).toBe(false);
  expect(isIban('021000021')).toBe(false);
});

test('swapping two digits of an IBAN is noticed', () => {
  expect(isIban('DE98370400440532013000')).toBe(false);
  expect(isIban('DE89730400440532013000')).toBe(false);
});

test('a routing number has nine digits with a check digit', () => {
  expect(isRoutingNumber('021000021')).toBe(true);
  expect(isRoutingNumber('011401533')).toBe(true);
  expect(isRoutingNumber('021000022')).toBe(false);
  expect(isRoutingNumber('000000000')).toBe(false);
  expect(isRoutingNumber('21000021')).toBe(false);
});

test('a BIC is eight or eleven characters', () => {
  expect(isBic('COBADEFF')).toBe(true);
  expect(isBic('COBADEFFXXX')).toBe(true);
  expect(isBic('COBADEFFX')).toBe(false);
  expect(isBic('COBA1EFF')).toBe(false);
});

const fieldsOf = (details: Parameters<typeof bankProblems>[0]) =>
  bankProblems(details).map(({ field }) => field);

test('what cannot be right is said at its field', () => {
  const us = {
    accountNumber: '123456789',
    bankCode: '021000021',
    bankCodeKind: 'USABA',
    country: 'US',
  } as const;
  expect(fieldsOf(us)).toEqual([]);
  expect(fieldsOf({ ...us, bankCode: '021000022' })).toEqual(['bankCode']);
  expect(fieldsOf({ ...us, accountNumber: 'DE89370400440532013000' })).toEqual(['accountNumber']);
  expect(fieldsOf({ ...us, country: 'DE' })).toEqual(['country']);
  const eu = {
    accountNumber: 'DE89370400440532013000',
    bankCode: 'COBADEFFXXX',
    bankCodeKind: 'BIC',
    country: 'DE',
  } as const;
  expect(fieldsOf(eu)).toEqual([]);
  expect(fieldsOf({ ...eu, country: 'FR' })).toEqual(['country']);
  expect(fieldsOf({ ...eu, accountNumber: 'DE89370400440532013001' })).toEqual(['accountNumber']);
  // A country with IBANs is paid by IBAN.
  expect(fieldsOf({ ...eu, accountNumber: '532013000' })).toEqual(['accountNumber']);
  const gb = { accountNumber: '31926819', bankCode: '601613', bankCodeKind: 'GBDSC', country: 'GB' } as const;
  expect(fieldsOf(gb)).toEqual([]);
  expect(fieldsOf({ ...gb, bankCode: '60161', accountNumber: '3192681' })).toEqual([
    'bankCode',
    'accountNumber',
  ]);
});

test('an account is masked down to its last four', () => {
  expect(masked('DE89370400440532013000')).toBe('····3000');
});

test('a confirmed account is used a day later', () => {
  expect(usableFrom(new Date('2026-03-07T20:00:00Z')).toISOString()).toBe('2026-03-08T20:00:00.000Z');
});
