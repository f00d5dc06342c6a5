import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { everything } from '#test/model/commands.ts';
import { aLife } from '#test/model/world.ts';
import { controlsOf } from '#test/factories/reconciled.ts';
import { agrees, differenceOf } from '#app/invoices/reconciliation.ts';
import { numbered } from '#app/invoices/reconciliation.ts';
let runs = 0;
test('lives', { timeout: 400_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(everything, { maxCommands: 60, size: 'max' }), async (happening) => {
      const { model, real } = await aLife();
      await fc.asyncModelRun(() => ({ model, real }), happening);
      const ids = await real.world.rows<{ id: string }>(sql`select id from billing_run where client_id = ${real.world.clientId} and status = 'finalized'`);
      for (const { id } of ids) {
        runs += 1;
        const bad = (await controlsOf(real.world, id)).filter((c) => !agrees(c)).map((c) => [c.title, differenceOf(c), c.first, c.second]);
        if (bad.length) console.log(JSON.stringify(bad));
        expect(bad).toEqual([]);
      }
    }),
    { seed: 777, numRuns: 10, endOnFailure: true },
  );
  console.log('runs', runs);
});
