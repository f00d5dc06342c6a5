import type * as schema from '#db/schema/index.ts';

/** The rows that the story writes, kept until it is told, and then loaded table by table. */
export type Book = {
  requisition: (typeof schema.requisition.$inferInsert)[];
  requisitionBudget: (typeof schema.requisitionBudget.$inferInsert)[];
  requisitionSplit: (typeof schema.requisitionSplit.$inferInsert)[];
  approval: (typeof schema.approval.$inferInsert)[];
  approvalStep: (typeof schema.approvalStep.$inferInsert)[];
  release: (typeof schema.release.$inferInsert)[];
  candidate: (typeof schema.candidate.$inferInsert)[];
  storedFile: (typeof schema.storedFile.$inferInsert)[];
  submittal: (typeof schema.submittal.$inferInsert)[];
  submittalPay: (typeof schema.submittalPay.$inferInsert)[];
  offer: (typeof schema.offer.$inferInsert)[];
  worker: (typeof schema.worker.$inferInsert)[];
  assignment: (typeof schema.assignment.$inferInsert)[];
  assignmentRate: (typeof schema.assignmentRate.$inferInsert)[];
  assignmentPay: (typeof schema.assignmentPay.$inferInsert)[];
  assignmentSplit: (typeof schema.assignmentSplit.$inferInsert)[];
  timesheet: (typeof schema.timesheet.$inferInsert)[];
  timeLine: (typeof schema.timeLine.$inferInsert)[];
  event: (typeof schema.event.$inferInsert & { at: Date })[];
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
  timesheet: [],
  timeLine: [],
  event: [],
});
