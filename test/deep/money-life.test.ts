import { test } from 'vitest';
import { moneyLives } from '#test/model/money-life.ts';

/*
 * `npm run test:deep`: a thousand lives of sixty commands, in ten parts so that a failure says which part it was. Takes
 * some twenty minutes of a quiet processor. DEEP_SEED looks at others.
 */

const PARTS = 10;
const seed = Number(process.env['DEEP_SEED'] ?? 1_000);

test.each(Array.from({ length: PARTS }, (_, part) => part))(
  'money lives, part %i',
  { timeout: 3 * 3_600_000 },
  async (part) => {
    await moneyLives({
      seed: seed + part,
      sequences: Number(process.env['DEEP_SEQUENCES'] ?? 1_000) / PARTS,
      commands: 60,
    });
  },
);
