import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, missing, ok, problem, type Problem, type Result } from '#app/values/result.ts';
import { addDays, today } from '#app/values/week.ts';
import type { CardInput } from '../card-forms.ts';
import { cardById, cardsOfScope, siteGroupsOf, suppliersForCards } from '../card-queries.server.ts';
import { cardIsAlone, cardToEnd, limitsOf } from '../card-rules.ts';
import { endCard, lockCards, writeCards } from '../card-writes.server.ts';
import type { Effective } from '../effective.ts';
import { cardAdded } from '../events.ts';
import { jobWithCard, programOf, type ProgramFacts } from '../public.server.ts';

type Added = { jobTitle: string; startsOn: string };

/**
 * Adds a version of a job's card: for everybody, for the sites of a group, for one supplier, or for both. One that runs
 * for the same is ended the day before, but only where that was asked for. Assignments keep the card they began with.
 * Refuses: `Invalid` where a card for the same holds on any of its days, and for what makes no card.
 */
export async function addCard(
  ctx: Context,
  clientId: string,
  jobId: string,
  input: CardInput,
): Promise<Result<Added>> {
  const program = await programOf(ctx, clientId);
  const job = program && (await jobWithCard(ctx, clientId, jobId, today(ctx.now, program.timeZone)));
  if (!program || !job) return missing();
  authorize(ctx, 'rateCard.import', { clientId });
  await lockCards(ctx, clientId);
  const added = { jobTitle: job.title, startsOn: input.startsOn };
  if (await cardById(ctx, clientId, input.id)) return ok(added);

  const { id, startsOn, currency, siteGroupId = null, supplierId = null } = input;
  const wanted: Effective = { startsOn, endsOn: input.endsOn ?? null };
  const scope = { jobId, siteGroupId, supplierId };
  const others = await cardsOfScope(ctx, scope);
  const ending = input.endRunning ? cardToEnd(others, startsOn) : undefined;
  const { limits, problems } = limitsOf(input);
  problems.push(
    ...(await placesBelong(ctx, program, input)),
    ...cardIsAlone(
      others.filter((card) => card !== ending),
      wanted,
    ),
  );
  if (problems.length > 0 || !limits) return invalid(...problems);

  if (ending) await endCard(ctx, ending, addDays(startsOn, -1));
  await writeCards(ctx, [{ id, clientId, ...scope, ...limits, ...wanted, currency }]);
  const facts = { cardId: id, jobId, title: job.title, startsOn, endsOn: wanted.endsOn };
  await recordEvent(ctx, cardAdded({ subjectId: clientId, clientId, facts }));
  return ok(added);
}

async function placesBelong(ctx: Context, program: ProgramFacts, input: CardInput): Promise<Problem[]> {
  const problems: Problem[] = [];
  const { clientId, currency } = program;
  const has = (rows: { id: string }[], id: string) => rows.some((row) => row.id === id);
  if (input.currency !== currency)
    problems.push(problem('currency', `The program is run in ${currency}; its cards are too.`));
  if (input.siteGroupId && !has(await siteGroupsOf(ctx, clientId), input.siteGroupId))
    problems.push(problem('siteGroupId', 'Choose a group from the list.'));
  if (input.supplierId && !has(await suppliersForCards(ctx, clientId), input.supplierId))
    problems.push(problem('supplierId', 'Choose a supplier from the list.'));
  return problems;
}
