import { and, eq, notInArray, sql } from 'drizzle-orm';
import { candidate, enrollment, submittal, submittalPay } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { storeFile } from '#app/platform/files/store.server.ts';
import { systemActor } from '#app/platform/jobs/system-actor.server.ts';
import { termsOn } from '#app/programs/public.server.ts';
import { requisitionForSupply, type RequisitionForSupply } from '#app/requisitions/public.server.ts';
import { invalid, missing, ok, problem, stale, type Result } from '#app/values/result.ts';
import { today } from '#app/values/week.ts';
import { submittalSubmitted } from '../events.ts';
import type { SubmitInput } from '../forms.ts';
import { endedStatuses } from '../lifecycle.ts';
import { ratesProblems } from '../limits.server.ts';
import { personKeyOf } from '../person-key.server.ts';
import { present } from '../present.server.ts';
import { submittalOf, type SubmittalFacts } from '../queries.server.ts';
import { availableBeforeItEnds, onlyFirst, rateFitsTheCard, roomForAnother, whyNotOpen } from '../rules.ts';

/**
 * Puts a candidate forward for a released need. Where the program asks for no screening, the client sees them at once.
 * The form's own id makes a second press find what the first one did.
 * Refuses: `Missing` for a need that was not released to this firm, `Stale` when it takes nobody now, `Invalid` for a
 * rate above the card or a markup above the agreement, a candidate who is in the running already, too many candidates, a file of the wrong kind.
 */
export async function submitCandidate(
  ctx: Context,
  requisitionId: string,
  input: SubmitInput,
): Promise<Result<SubmittalFacts>> {
  const need = await requisitionForSupply(ctx, requisitionId);
  if (!need) return missing();
  const supplierId = ctx.actor.supplierId;
  authorize(ctx, 'submittal.submit', { supplierId });
  if (!supplierId) return missing();
  await oneAtATime(ctx, need, supplierId);
  const done = await submittalOf(ctx, input.id);
  if (done) return ok(done);
  const closed = whyNotOpen(need.status) ?? (await whySuspended(ctx, need.clientId, supplierId));
  if (closed) return stale(closed);

  const terms = await termsOn(ctx, need.clientId, today(ctx.now, need.timeZone));
  const problems = [
    ...onlyFirst(
      rateFitsTheCard(input.billRate, need.maxBillRate),
      await ratesProblems(ctx, input, { ...need, supplierId, date: need.startsOn }),
    ),
    ...availableBeforeItEnds(input.availableFrom, need.endsOn),
    ...roomForAnother(await inTheRunning(ctx, need, supplierId), terms?.submittalsPerSupplier ?? 5),
  ];
  if (problems.length > 0) return invalid(...problems);
  const person = await candidateFor(ctx, supplierId, input);
  if (!person.ok) return person;
  const twice = await inTheRunningAlready(ctx, need, person.value.id);
  if (twice) return invalid(problem(input.candidateId ? 'candidateId' : 'email', twice));

  const resume = input.resume
    ? await storeFile(ctx, input.resume, { kinds: ['pdf', 'docx'], supplierId, field: 'resume' })
    : ok(null);
  if (!resume.ok) return resume;
  await writeSubmittal(ctx, need, supplierId, person.value.id, resume.value, input);
  const row = await submittalOf(ctx, input.id);
  if (!row) return missing();
  const { billRate } = row;
  await recordEvent(
    ctx,
    submittalSubmitted({ subjectId: row.id, clientId: need.clientId, supplierId, facts: { billRate } }),
  );
  return terms?.mspScreensSubmittals === false ? present(ctx, row, { ...ctx, actor: systemActor }) : ok(row);
}

async function writeSubmittal(
  ctx: Context,
  need: RequisitionForSupply,
  supplierId: string,
  candidateId: string,
  resumeFileId: string | null,
  input: SubmitInput,
): Promise<void> {
  const by = ctx.actor.accountId;
  await ctx.db.insert(submittal).values({
    id: input.id,
    clientId: need.clientId,
    supplierId,
    requisitionId: need.id,
    candidateId,
    billRate: input.billRate,
    availableFrom: input.availableFrom,
    note: input.note,
    resumeFileId,
    representedSince: ctx.now,
    representedBy: by,
    submittedBy: by,
    submittedAt: ctx.now,
    createdAt: ctx.now,
  });
  await ctx.db.insert(submittalPay).values({ submittalId: input.id, supplierId, payRate: input.payRate });
}

async function whySuspended(ctx: Context, clientId: string, supplierId: string): Promise<string | null> {
  const [row] = await ctx.db
    .select({ status: enrollment.status })
    .from(enrollment)
    .where(and(eq(enrollment.clientId, clientId), eq(enrollment.supplierId, supplierId)));
  return row?.status === 'active'
    ? null
    : 'Your firm is suspended in this program. Ask the program team why.';
}

/**
 * Locks firm and need until the transaction ends, so that a double press finds what the first one did and two people
 * of one firm cannot both take the last place.
 */
async function oneAtATime(ctx: Context, need: RequisitionForSupply, supplierId: string): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${need.id} ${supplierId}`}, 0))`);
}

async function inTheRunning(ctx: Context, need: RequisitionForSupply, supplierId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(submittal)
    .where(
      and(
        eq(submittal.requisitionId, need.id),
        eq(submittal.supplierId, supplierId),
        notInArray(submittal.status, [...endedStatuses]),
      ),
    );
  return row?.count ?? 0;
}

async function inTheRunningAlready(
  ctx: Context,
  need: RequisitionForSupply,
  candidateId: string,
): Promise<string | null> {
  const [row] = await ctx.db
    .select({ name: candidate.name })
    .from(submittal)
    .innerJoin(candidate, eq(candidate.id, submittal.candidateId))
    .where(
      and(
        eq(submittal.requisitionId, need.id),
        eq(submittal.candidateId, candidateId),
        notInArray(submittal.status, [...endedStatuses]),
      ),
    );
  return row ? `${row.name} is in the running for this job already.` : null;
}

/** The person chosen from the firm's own, or somebody new; a known e-mail address is a known person. */
async function candidateFor(
  ctx: Context,
  supplierId: string,
  input: SubmitInput,
): Promise<Result<{ id: string }>> {
  if (input.candidateId) {
    const [known] = await ctx.db
      .select({ id: candidate.id })
      .from(candidate)
      .where(and(eq(candidate.id, input.candidateId), eq(candidate.supplierId, supplierId)));
    return known ? ok(known) : invalid(problem('candidateId', 'Choose somebody from the list.'));
  }
  const { name = '', email = '', phone = null, summary } = input;
  const personKey = personKeyOf(email);
  const [made] = await ctx.db
    .insert(candidate)
    .values({ supplierId, name, email, phone, summary, personKey, createdAt: ctx.now })
    .onConflictDoNothing({ target: [candidate.supplierId, candidate.personKey] })
    .returning({ id: candidate.id });
  if (made) return ok(made);
  const [known] = await ctx.db
    .select({ name: candidate.name })
    .from(candidate)
    .where(and(eq(candidate.supplierId, supplierId), eq(candidate.personKey, personKey)));
  const sentence = `${known?.name ?? 'Somebody'} with this address is among your candidates already. Choose them above.`;
  return invalid(problem('email', sentence));
}
