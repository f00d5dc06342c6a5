import { expect, test } from 'vitest';
import {
  digitsOf,
  inGroups,
  isRecoveryCode,
  isTotpCode,
  plainRecoveryCode,
  recoveryLetters,
} from './one-time-code.ts';

test.each(['123456', '123 456', ' 123-456 ', '000000'])('«%s» is a code of an authenticator', (typed) => {
  expect(isTotpCode(typed)).toBe(true);
});

test.each(['12345', '1234567', '12345a', '١٢٣٤٥٦', ''])('«%s» is none', (typed) => {
  expect(isTotpCode(typed)).toBe(false);
});

test('a recovery code is read as it was meant', () => {
  expect(isRecoveryCode('ABCD-EFGH-JKMN-PQRS')).toBe(true);
  expect(plainRecoveryCode(' abcd efgh jkmn pqrO ')).toBe('abcdefghjkmnpqr0');
  expect(plainRecoveryCode('IlL1')).toBe('1111');
  expect(isRecoveryCode('abcd-efgh-jkmn')).toBe(false);
});

test('its letters are 32, and none is read as another', () => {
  expect(new Set(recoveryLetters).size).toBe(32);
  expect(plainRecoveryCode(recoveryLetters)).toBe(recoveryLetters);
});

test('groups and digits', () => {
  expect(inGroups('ABCDEFGHIJ', 4)).toBe('ABCD EFGH IJ');
  expect(digitsOf('12 34-56')).toBe('123456');
});
