import { test } from 'vitest';
import { knownSeeds } from '#test/model/known-seeds.ts';
import { moneyLives } from '#test/model/money-life.ts';

/*
 * A small share of what `npm run test:deep` runs: enter, approve, correct, bill, credit, rebill, change rates, receive,
 * pay, return, close, and tamper, in orders that nobody thought of.
 */

test('money lives through generated sequences, and adds up', { timeout: 240_000 }, async () => {
  await moneyLives({ seed: Number(process.env['FC_SEED'] ?? 20_261_122), sequences: 6, commands: 40 });
});

test.each(knownSeeds)('$found', { timeout: 60_000 }, async ({ seed, path, commands }) => {
  await moneyLives({ seed, sequences: 1, commands, ...(path ? { path } : {}) });
});
