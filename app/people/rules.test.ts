import { describe, expect, test } from 'vitest';
import { roleNames } from '#app/values/roles.ts';
import { isAdministrator, roleFits } from './rules.ts';

const halden = { name: 'Halden', side: 'client' } as const;
const cobalt = { name: 'Cobalt', side: 'supplier' } as const;

describe('a role', () => {
  test('belongs to the side of the organization', () => {
    expect(roleFits({ role: 'approver' }, halden)).toEqual([]);
    expect(roleFits({ role: 'recruiter' }, halden)).toEqual([
      { field: 'role', message: 'Recruiter is not a role at Halden.' },
    ]);
  });

  test('of a worker names the worker, and no other does', () => {
    expect(roleFits({ role: 'worker', workerId: 'x' }, cobalt)).toEqual([]);
    expect(roleFits({ role: 'worker' }, cobalt).map(({ field }) => field)).toEqual(['workerId']);
    expect(roleFits({ role: 'recruiter', workerId: 'x' }, cobalt).map(({ field }) => field)).toEqual([
      'workerId',
    ]);
  });

  test('is an administrator’s once on each side', () => {
    expect(roleNames.filter(isAdministrator)).toEqual(['mspAdmin', 'clientAdmin', 'supplierAdmin']);
  });
});
