import { organization } from '#db/schema/index.ts';
import { eq } from 'drizzle-orm';
import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import { formatRate } from '#app/values/rate.ts';
import type { RevisionFacts } from './revisions.server.ts';

const linkTo = (ctx: Context, { id }: RevisionFacts) => `${ctx.baseUrl}/revisions/${id}`;
const rateOf = ({ currency, billRate }: RevisionFacts) => `${currency} ${formatRate(billRate)} an hour`;

/**
 * Asks those who may approve a revision: the assignment's manager, unless the manager proposed it; then the client's
 * administrators and the program's coordinators, for somebody else of the client's side has to.
 */
export async function askForApproval(ctx: Context, revision: RevisionFacts): Promise<void> {
  const { workerName, clientName, effectiveFrom, proposedBy, proposedByName, reason } = revision;
  const props = {
    ...{ workerName, clientName, billRate: rateOf(revision), effectiveOn: effectiveFrom },
    ...{ proposedBy: proposedByName, reason, link: linkTo(ctx, revision) },
  };
  const mail = { kind: 'revisionToApprove' as const, props };
  if (revision.hiringManagerId !== proposedBy)
    return queueMail(ctx, mail, { accountId: revision.hiringManagerId });
  await queueMail(ctx, mail, { organizationId: revision.clientId, roles: ['clientAdmin'] });
  const [msp] = await ctx.db
    .select({ id: organization.id })
    .from(organization)
    .where(eq(organization.side, 'msp'));
  if (msp) await queueMail(ctx, mail, { organizationId: msp.id, roles: ['mspCoordinator', 'mspAdmin'] });
}

/** Asks the supplier, once the client's side agrees. */
export async function askTheSupplier(ctx: Context, revision: RevisionFacts): Promise<void> {
  const { workerName, clientName, effectiveFrom, reason, supplierId } = revision;
  const props = {
    ...{ workerName, clientName, billRate: rateOf(revision), effectiveOn: effectiveFrom, reason },
    link: linkTo(ctx, revision),
  };
  const to = { organizationId: supplierId, roles: ['recruiter' as const, 'supplierAdmin' as const] };
  await queueMail(ctx, { kind: 'revisionToAnswer', props }, to);
}

/** Tells whoever proposed it what the supplier said. */
export async function tellTheAnswer(
  ctx: Context,
  revision: RevisionFacts,
  answer: 'accepted' | 'declined',
  reason = '',
): Promise<void> {
  const { workerName, supplierName, proposedBy } = revision;
  const props = { workerName, supplierName, answer, reason, link: linkTo(ctx, revision) };
  await queueMail(ctx, { kind: 'revisionAnswered', props }, { accountId: proposedBy });
}
