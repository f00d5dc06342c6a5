import { describe, expect, test } from 'vitest';
import { hindranceToSign, openStep, stepsFor, type Step } from './rules.ts';

const rules = [
  { position: 2, role: 'clientFinance', aboveMinor: 5_000_000 },
  { position: 1, role: 'approver', aboveMinor: 0 },
] as const;

describe('the signatures that an amount needs', () => {
  test('are one for small amounts', () => {
    expect(stepsFor([...rules], 4_999_999)).toEqual([{ position: 1, role: 'approver' }]);
  });

  test('stay one at the limit itself, because the step is for amounts above it', () => {
    expect(stepsFor([...rules], 5_000_000)).toHaveLength(1);
  });

  test('are two above the limit, in the order of their positions', () => {
    expect(stepsFor([...rules], 5_000_001).map(({ role }) => role)).toEqual(['approver', 'clientFinance']);
  });

  test('include an unconditional step for an amount of zero', () => {
    expect(stepsFor([...rules], 0)).toHaveLength(1);
  });

  test('are the approver’s where the program has no rule that applies', () => {
    expect(stepsFor([], 100)).toEqual([{ position: 1, role: 'approver' }]);
    expect(stepsFor([{ position: 3, role: 'clientAdmin', aboveMinor: 1_000 }], 100)).toEqual([
      { position: 1, role: 'approver' },
    ]);
  });
});

const granted = (position: number, role: string, decidedBy: string): Step => ({
  position,
  role,
  decision: 'granted',
  decidedBy,
});
const open = (position: number, role: string): Step => ({ position, role, decision: null, decidedBy: null });

describe('who may sign', () => {
  const chain = { requestedBy: 'ana', steps: [open(1, 'approver'), open(2, 'clientFinance')] };

  test('is whoever holds the role of the first open step', () => {
    expect(openStep([...chain.steps].reverse())?.position).toBe(1);
    expect(hindranceToSign({ accountId: 'bo', role: 'approver' }, chain)).toBeNull();
    expect(hindranceToSign({ accountId: 'cy', role: 'clientFinance' }, chain)).toBe('not this role');
  });

  test('is never the person who asked', () => {
    expect(hindranceToSign({ accountId: 'ana', role: 'approver' }, chain)).toBe('asked for it');
  });

  test('is nobody twice in one chain', () => {
    const half = { requestedBy: 'ana', steps: [granted(1, 'approver', 'bo'), open(2, 'approver')] };
    expect(hindranceToSign({ accountId: 'bo', role: 'approver' }, half)).toBe('signed already');
    expect(hindranceToSign({ accountId: 'di', role: 'approver' }, half)).toBeNull();
  });

  test('is nobody in the place of the person who asked, or of one who signed', () => {
    const forAna = { accountId: 'ben', role: 'approver', onBehalfOf: { accountId: 'ana' } };
    expect(hindranceToSign(forAna, chain)).toBe('asked for it');
    const forDi = { accountId: 'ben', role: 'approver', onBehalfOf: { accountId: 'di' } };
    expect(hindranceToSign(forDi, chain)).toBeNull();
    const signedForDi = {
      requestedBy: 'ana',
      steps: [{ ...granted(1, 'approver', 'bo'), decidedFor: 'di' }, open(2, 'approver')],
    };
    expect(hindranceToSign({ accountId: 'di', role: 'approver' }, signedForDi)).toBe('signed already');
    expect(hindranceToSign(forDi, signedForDi)).toBe('signed already');
  });

  test('is not the second of a role whose step is taken', () => {
    const half = { requestedBy: 'ana', steps: [granted(1, 'approver', 'bo'), open(2, 'clientFinance')] };
    expect(hindranceToSign({ accountId: 'di', role: 'approver' }, half)).toBe(
      'somebody else of this role was faster',
    );
  });

  test('is nobody once every step is decided', () => {
    const done = { requestedBy: 'ana', steps: [granted(1, 'approver', 'bo')] };
    expect(hindranceToSign({ accountId: 'di', role: 'approver' }, done)).toBe('nothing is open');
  });
});
