import { expect, test } from 'vitest';
import { isLoopbackHost, mayReach } from './addresses.ts';

const strict = { loopback: false, private: false };

test.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:127.0.0.1',
  '64:ff9b::a00:1',
  'fc00::1',
  'fd12::1',
  'fe80::1',
  'ff02::1',
  '2002:a00:1::',
  'not an address',
])('%s is not asked', (address) => {
  expect(mayReach(address, strict)).toBe(false);
});

test.each(['8.8.8.8', '172.32.0.1', '93.184.216.34', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
  '%s is',
  (address) => {
    expect(mayReach(address, strict)).toBe(true);
  },
);

test('this machine and the house’s own network are asked where that was said', () => {
  expect(mayReach('127.0.0.1', { loopback: true, private: false })).toBe(true);
  expect(mayReach('::1', { loopback: true, private: false })).toBe(true);
  expect(mayReach('10.0.0.1', { loopback: true, private: false })).toBe(false);
  expect(mayReach('10.0.0.1', { loopback: false, private: true })).toBe(true);
  expect(mayReach('fd12::1', { loopback: false, private: true })).toBe(true);
});

test('what gives out a machine’s own credentials is never asked', () => {
  expect(mayReach('169.254.169.254', { loopback: true, private: true })).toBe(false);
});

test('a host is this machine by name or by number', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]', '::1']) expect(isLoopbackHost(host)).toBe(true);
  for (const host of ['localhost.example', '10.0.0.1', 'example']) expect(isLoopbackHost(host)).toBe(false);
});
