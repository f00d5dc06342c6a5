import { eq, or } from 'drizzle-orm';
import { approvalRule, organization, program, programTerms } from '#db/schema/index.ts';
import { authorize } from '#app/platform/authorization/authorize.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { recordEvent } from '#app/platform/events/events.server.ts';
import { invalid, ok, problem, type Result } from '#app/values/result.ts';
import { programCreated } from '../events.ts';
import type { ProgramInput } from '../forms.ts';

type Created = { clientId: string; name: string };

/**
 * Opens a program: the client as an organization, its first terms, and who signs a requisition. The id comes with
 * the form, so that a second press finds what the first one made.
 * Refuses: `Invalid` where another program has the code.
 */
export async function createProgram(ctx: Context, input: ProgramInput): Promise<Result<Created>> {
  authorize(ctx, 'program.configure');
  const { id: clientId, name, code } = input;

  const [taken] = await ctx.db
    .select({ clientId: program.clientId, name: organization.name })
    .from(program)
    .innerJoin(organization, eq(organization.id, program.clientId))
    .where(or(eq(program.clientId, clientId), eq(program.code, code)));
  if (taken?.clientId === clientId) return ok({ clientId, name: taken.name });
  if (taken) return invalid(problem('code', `${code} is the code of ${taken.name}. Choose another.`));

  const { legalName, addressLines, taxId } = input;
  await ctx.db
    .insert(organization)
    .values({ id: clientId, side: 'client', name, legalName, addressLines, taxId });
  const { currency, timeZone, weekEndsOn, billingCadence } = input;
  const [opened] = await ctx.db
    .insert(program)
    .values({ clientId, code, currency, timeZone, weekEndsOn, billingCadence })
    .onConflictDoNothing()
    .returning({ clientId: program.clientId });
  if (!opened) return invalid(problem('code', `${code} was just taken by another program. Choose another.`));

  await firstTerms(ctx, input);
  await whoSigns(ctx, input);
  await recordEvent(
    ctx,
    programCreated({ subjectId: clientId, clientId, facts: { code, clientName: name } }),
  );
  return ok({ clientId, name });
}

async function firstTerms(ctx: Context, input: ProgramInput): Promise<void> {
  await ctx.db.insert(programTerms).values({
    clientId: input.id,
    effectiveFrom: input.effectiveFrom,
    overtimeRule: input.overtimeRule,
    paymentTermsDays: input.paymentTermsDays,
    supplierTermsDays: input.supplierTermsDays,
    payWhenPaid: input.payWhenPaid,
    mspScreensSubmittals: input.mspScreensSubmittals,
    submittalsPerSupplier: input.submittalsPerSupplier,
    costBooking: input.costBooking,
    taxFlow: input.taxFlow,
    buyerType: input.buyerType,
    createdBy: ctx.actor.accountId,
  });
}

/** An approver signs every requisition; client finance signs after them where the amount is above the limit. */
async function whoSigns(ctx: Context, { id: clientId, financeAbove }: ProgramInput): Promise<void> {
  const rule = { clientId, subjectKind: 'requisition' };
  await ctx.db
    .insert(approvalRule)
    .values([
      { ...rule, position: 1, role: 'approver' as const },
      ...(financeAbove === undefined
        ? []
        : [{ ...rule, position: 2, role: 'clientFinance' as const, aboveMinor: financeAbove }]),
    ]);
}
