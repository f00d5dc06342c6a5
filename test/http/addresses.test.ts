import { afterAll, beforeAll, expect, test } from 'vitest';
import routes from '#app/routes.ts';
import { serve, type Served } from '#test/setup/server.ts';

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.stop());

const known = routes.map(({ path }) => `/${path ?? ''}`);
const filled = (pattern: string) => pattern.replaceAll(/:[A-Za-z]+/g, 'anything');

test('no address takes another method for a press of its button', async () => {
  for (const pattern of known)
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await served.ask(filled(pattern), { method });
      expect([answer.status, answer.headers.allow], `${method} ${pattern}`).toEqual([405, 'GET, HEAD, POST']);
    }
});

test('whatever stands in the place of an id, an address answers it and does not fail', async () => {
  const wild = ['%0d%0aSet-Cookie:%20a=b', '%E2%82%AC', '%2F%2Felsewhere.example'];
  for (const pattern of known.filter((each) => each.includes(':')))
    for (const instead of wild)
      for (const method of ['GET', 'POST']) {
        const path = pattern.replaceAll(/:[A-Za-z]+/g, instead);
        const { status, headers } = await served.ask(path, { method });
        expect(status, `${method} ${path}`).toBeLessThan(500);
        expect(headers.location ?? '/', `${method} ${path}`).toMatch(/^\/(?![/\\])/);
      }
});
