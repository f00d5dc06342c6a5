import fc from 'fast-check';
import { expect } from 'vitest';
import { expectInvariantsHold } from '#test/invariants.ts';
import { everything } from './commands.ts';
import { aLife, whatIsBilled, type Life, type Model } from './world.ts';

/**
 * Lets money live: sequences of commands against the real database, beside a model that only adds and multiplies.
 * Afterwards what is billed must be what the model says, and everything that must always hold must hold.
 * A failing sequence is shrunk and printed with its seed; it then belongs into `known-seeds.ts`.
 */
export async function moneyLives({
  seed,
  sequences,
  commands,
  path,
}: {
  seed: number;
  sequences: number;
  commands: number;
  path?: string;
}): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands(everything, { maxCommands: commands, size: 'max' }), async (happening) => {
      const { model, real } = await aLife();
      await fc.asyncModelRun(() => ({ model, real }), happening);
      await expectModelHolds(model, real);
      await expectInvariantsHold(real.world);
    }),
    { seed, numRuns: sequences, endOnFailure: sequences > 50, ...(path ? { path } : {}) },
  );
}

async function expectModelHolds(model: Model, { world }: Life): Promise<void> {
  const expected = [...model.weeks.values()].reduce((sum, week) => sum + (week.billedMinor ?? 0), 0);
  expect((await whatIsBilled(world)).time).toBe(expected);
}
