import { expect, test } from 'vitest';
import { serviceClassLabel } from './labels.ts';

test('a class reads as its label, and one that a program named itself as it was written', () => {
  expect(serviceClassLabel('payrolled')).toBe('Payrolled workers');
  expect(serviceClassLabel('night_desk')).toBe('night desk');
  // What every object has is no class.
  expect(serviceClassLabel('constructor')).toBe('constructor');
  expect(serviceClassLabel('__proto__')).toBe('  proto  ');
});
