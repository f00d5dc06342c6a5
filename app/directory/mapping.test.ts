import { describe, expect, test } from 'vitest';
import { domainOf, isVerified, nameOf, rolesFromClaims, valuesOf } from './mapping.ts';

describe('the values of a claim', () => {
  test.each([
    ['one text', { groups: 'buyers' }, 'groups', ['buyers']],
    ['a list', { groups: ['buyers', 'all'] }, 'groups', ['buyers', 'all']],
    ['a path', { realm_access: { roles: ['a'] } }, 'realm_access.roles', ['a']],
    ['a name with dots of its own', { 'https://x.example/roles': ['b'] }, 'https://x.example/roles', ['b']],
    ['nothing there', { groups: ['a'] }, 'roles', []],
    ['an object', { groups: { a: 1 } }, 'groups', []],
    ['a list with odd things in it', { groups: [null, { a: 1 }, 7] }, 'groups', ['7']],
    ['what every object has', {}, 'constructor', []],
    ['what every object has, further in', { a: {} }, 'a.__proto__.constructor', []],
  ])('%s', (_what, claims, name, expected) => {
    expect(valuesOf(claims, name)).toEqual(expected);
  });
});

test('roles are those whose value is among the claims, each once, and no part of a value counts', () => {
  const given = [
    { claim: 'groups', value: 'buyers', role: 'hiringManager' as const },
    { claim: 'groups', value: 'buyers-emea', role: 'hiringManager' as const },
    { claim: 'groups', value: 'signers', role: 'approver' as const },
  ];
  expect(rolesFromClaims({ groups: ['buyers', 'buyers-emea'] }, given)).toEqual(['hiringManager']);
  expect(rolesFromClaims({ groups: ['Buyers', 'buy', 'buyers '] }, given)).toEqual([]);
});

test('the domain of an address is what stands behind its last @', () => {
  expect(domainOf('ana@Halden.Example')).toBe('halden.example');
  expect(domainOf('"a@rival.example"@halden.example')).toBe('halden.example');
  expect(domainOf('@halden.example')).toBeNull();
  expect(domainOf('ana')).toBeNull();
  expect(domainOf('ana@')).toBeNull();
});

test('an address counts as verified where the provider says so, or where its silence was vouched for', () => {
  expect(isVerified({ email_verified: true }, false)).toBe(true);
  expect(isVerified({ email_verified: 'true' }, false)).toBe(true);
  expect(isVerified({}, false)).toBe(false);
  expect(isVerified({}, true)).toBe(true);
  for (const no of [false, 'false', null, 1]) expect(isVerified({ email_verified: no }, true)).toBe(false);
});

test('a person has a name, whatever the provider knows', () => {
  expect(nameOf({ name: ' Ana Castellan ' }, 'a@x.example')).toBe('Ana Castellan');
  expect(nameOf({ given_name: 'Ana', family_name: 'Castellan' }, 'a@x.example')).toBe('Ana Castellan');
  expect(nameOf({}, 'ana.c@x.example')).toBe('ana.c');
});
