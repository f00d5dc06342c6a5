import { randomUUID } from 'node:crypto';
import { addServiceLevel } from '#app/scorecards/commands/add-level.server.ts';
import { agreeServiceTerms } from '#app/scorecards/commands/agree-terms.server.ts';
import { answerLevel } from '#app/scorecards/commands/answer-level.server.ts';
import { beginReview } from '#app/scorecards/commands/begin-review.server.ts';
import { computeScorecard } from '#app/scorecards/commands/compute-scorecard.server.ts';
import { enterValue } from '#app/scorecards/commands/enter-value.server.ts';
import { freezeScorecard } from '#app/scorecards/commands/freeze-scorecard.server.ts';
import { sendScorecard } from '#app/scorecards/commands/send-scorecard.server.ts';
import { levelForm, termsForm } from '#app/scorecards/forms.ts';
import { levelsOfScorecard } from '#app/scorecards/queries.server.ts';
import type { World } from './program.ts';

/** Ten per cent of the fee at risk, by steps, from a month on. */
export function agreesOnServiceTerms(world: World, over: Record<string, string> = {}) {
  const input = termsForm.parse({
    ...{ atRiskPercent: '10', missRule: 'steps', secondMultiplier: '1.5', thirdMultiplier: '2' },
    ...{ settledBy: 'fee_invoice', reviewDay: '8', answerDay: '13', startsOn: '2026-06-01', ...over },
  });
  return world.act('admin', (ctx) => agreeServiceTerms(ctx, world.clientId, input));
}

/** What is not said is `entered`, expected 95, at least 90, from ten events on. */
export function addsServiceLevel(world: World, fields: Record<string, string>) {
  const input = levelForm.parse({
    ...{ verb: 'add', id: randomUUID(), measure: 'entered', expected: '95', minimum: '90', nMin: '10' },
    ...{ weightPercent: '10', startsOn: '2026-06-01', ...fields },
  });
  if (input.verb !== 'add') throw new Error('an addition was typed');
  return world.act('admin', (ctx) => addServiceLevel(ctx, world.clientId, input));
}

/** Counts a month and enters values by the names of the levels; leaves it under review. */
export async function reviewed(world: World, month: string, values: Record<string, string> = {}) {
  const input = { program: world.clientId, month: `${month}-01` };
  const card = await world.does('coordinator', (ctx) => computeScorecard(ctx, input));
  await world.does('coordinator', (ctx) => beginReview(ctx, card.id));
  const levels = await world.reads('coordinator', (ctx) => levelsOfScorecard(ctx, card.id));
  for (const { name, serviceLevelId } of levels) {
    const value = values[name];
    if (value === undefined) continue;
    const entered = { verb: 'enter' as const, value, counted: 100, note: 'From the reports of June.' };
    await world.does('coordinator', (ctx) => enterValue(ctx, card.id, serviceLevelId, entered));
  }
  return card.id;
}

/** Sends it, and the client's finance accepts every level. */
export async function acceptedByTheClient(world: World, id: string): Promise<void> {
  await world.does('coordinator', (ctx) => sendScorecard(ctx, id));
  const levels = await world.reads('clientFinance', (ctx) => levelsOfScorecard(ctx, id));
  for (const { serviceLevelId } of levels)
    await world.does('clientFinance', (ctx) => answerLevel(ctx, id, serviceLevelId, { verb: 'accept' }));
}

/** A month from counting to freezing, with every level accepted. */
export async function frozen(world: World, month: string, values: Record<string, string>) {
  const id = await reviewed(world, month, values);
  await acceptedByTheClient(world, id);
  return world.does('finance', (ctx) => freezeScorecard(ctx, id));
}
