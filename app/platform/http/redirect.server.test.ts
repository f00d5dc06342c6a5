import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redirect } from './redirect.server.ts';

const locationOf = (path: string) => redirect(path).headers.get('location');

test('a path of this site is where it leads, with its query', () => {
  expect(locationOf('/requisitions/1/details?tab=2#rates')).toBe('/requisitions/1/details?tab=2#rates');
  expect(locationOf('/')).toBe('/');
});

test.each([
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example',
  'javascript:alert(1)',
  '',
])('%j is refused', (path) => expect(() => redirect(path)).toThrow('of this site'));

test('what was typed into a path can neither end the header nor lead elsewhere', () => {
  expect(locationOf('/x\r\nSet-Cookie: a=b')).toBe('/xSet-Cookie:%20a=b');
  expect(locationOf('/.//elsewhere.example')).toBe('/');
  expect(locationOf('/\t/elsewhere.example')).toBe('/');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const location = locationOf(`/a/${typed}`) ?? '';
      expect(new URL(location, 'http://here.example').host).toBe('here.example');
      expect(/[^\x21-\x7e]/.test(location)).toBe(false);
    }),
  );
});
