import type { ApproverRole } from '#app/approvals/public.server.ts';
import type { Context } from '#app/platform/context.server.ts';
import { queueMail } from '#app/platform/mail/queue-mail.server.ts';
import type { ProgramFacts } from '#app/programs/public.server.ts';
import { formatMoney } from '#app/values/money.ts';
import { formatRate } from '#app/values/rate.ts';
import { requisitionRef } from './reference.ts';
import type { RequisitionRow } from './rows.server.ts';
import type { RequisitionForSupply } from './supply.server.ts';

/** Tells everybody who holds the role whose signature comes next. */
export async function mailApprovers(
  ctx: Context,
  asked: {
    row: RequisitionRow;
    program: ProgramFacts;
    estimateMinor: number;
    role: ApproverRole;
    requestedBy: string;
  },
): Promise<void> {
  const { row, program, estimateMinor, role, requestedBy } = asked;
  await queueMail(
    ctx,
    {
      kind: 'requisitionToApprove',
      props: {
        requisitionRef: requisitionRef(row.number),
        title: row.title,
        clientName: program.clientName,
        positions: row.positions,
        estimate: formatMoney(estimateMinor, program.currency),
        requestedBy,
        link: `${ctx.baseUrl}/requisitions/${row.id}/details`,
      },
    },
    { organizationId: row.clientId, roles: [role] },
  );
}

/** Tells the recruiters of every supplier that a requisition was released to now. */
export async function mailRecruiters(
  ctx: Context,
  need: RequisitionForSupply,
  supplierIds: string[],
): Promise<void> {
  const props = {
    requisitionRef: need.ref,
    title: need.title,
    clientName: need.clientName,
    siteName: need.siteName,
    positions: need.positions - need.filled,
    startsOn: need.startsOn,
    maxBillRate: `${need.currency} ${formatRate(need.maxBillRate)} an hour`,
    link: `${ctx.baseUrl}/requisitions/${need.id}`,
  };
  for (const supplierId of supplierIds)
    await queueMail(
      ctx,
      { kind: 'requisitionReleased', props },
      { organizationId: supplierId, roles: ['recruiter', 'supplierAdmin'] },
    );
}
