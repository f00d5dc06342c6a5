import type {
  approval,
  approvalStep,
  assignment,
  assignmentPay,
  assignmentRate,
  assignmentSplit,
  candidate,
  event,
  offer,
  release,
  requisition,
  requisitionBudget,
  requisitionSplit,
  storedFile,
  submittal,
  submittalPay,
  worker,
} from '#db/schema/index.ts';
import type { Person } from './world.ts';

/** The rows that the story writes, kept until it is told, and then loaded table by table. */
export type Book = {
  requisition: (typeof requisition.$inferInsert)[];
  requisitionBudget: (typeof requisitionBudget.$inferInsert)[];
  requisitionSplit: (typeof requisitionSplit.$inferInsert)[];
  approval: (typeof approval.$inferInsert)[];
  approvalStep: (typeof approvalStep.$inferInsert)[];
  release: (typeof release.$inferInsert)[];
  candidate: (typeof candidate.$inferInsert)[];
  storedFile: (typeof storedFile.$inferInsert)[];
  submittal: (typeof submittal.$inferInsert)[];
  submittalPay: (typeof submittalPay.$inferInsert)[];
  offer: (typeof offer.$inferInsert)[];
  worker: (typeof worker.$inferInsert)[];
  assignment: (typeof assignment.$inferInsert)[];
  assignmentRate: (typeof assignmentRate.$inferInsert)[];
  assignmentPay: (typeof assignmentPay.$inferInsert)[];
  assignmentSplit: (typeof assignmentSplit.$inferInsert)[];
  event: (typeof event.$inferInsert & { at: Date })[];
};

export const emptyBook = (): Book => ({
  requisition: [],
  requisitionBudget: [],
  requisitionSplit: [],
  approval: [],
  approvalStep: [],
  release: [],
  candidate: [],
  storedFile: [],
  submittal: [],
  submittalPay: [],
  offer: [],
  worker: [],
  assignment: [],
  assignmentRate: [],
  assignmentPay: [],
  assignmentSplit: [],
  event: [],
});

type News = {
  subjectId: string;
  clientId?: string;
  supplierId?: string;
  audience: ('client' | 'supplier')[];
  summary: string;
  reason?: string;
};

/** Writes down what somebody did. */
export function tell(book: Book, at: Date, who: Person, kind: `${string}.${string}`, news: News): void {
  book.event.push({
    at,
    kind,
    subjectKind: kind.slice(0, kind.indexOf('.')),
    subjectId: news.subjectId,
    clientId: news.clientId ?? null,
    supplierId: news.supplierId ?? null,
    audience: news.audience,
    actorAccountId: who.accountId,
    actorName: who.name,
    actorOrganization: who.organization,
    summary: news.summary,
    reason: news.reason ?? null,
    facts: {},
    requestId: 'demo',
  });
}
