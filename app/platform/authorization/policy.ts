import {
  always,
  all,
  definePolicy,
  ifClientFeeIsPublished,
  ifIRequested,
  ifMyClient,
  ifMyself,
  ifMySupplier,
  ifMyTeam,
  ifOwn,
  ifPayIsPublished,
  unlessMine,
  unlessMyself,
} from './vocabulary.ts';

const mspWorks = { mspAdmin: always, mspCoordinator: always } as const;
const mspReads = { mspAdmin: always, mspCoordinator: always, mspFinance: always, auditor: always } as const;
const mspBills = { mspAdmin: always, mspFinance: always } as const;
const clientReads = {
  hiringManager: ifMyClient,
  approver: ifMyClient,
  clientFinance: ifMyClient,
  clientAdmin: ifMyClient,
} as const;
const clientReadsPublishedPay = {
  hiringManager: all(ifMyClient, ifPayIsPublished),
  approver: all(ifMyClient, ifPayIsPublished),
  clientFinance: all(ifMyClient, ifPayIsPublished),
  clientAdmin: all(ifMyClient, ifPayIsPublished),
} as const;
const supplierStaff = { recruiter: ifMySupplier, supplierAdmin: ifMySupplier } as const;
const supplierReads = { ...supplierStaff, supplierFinance: ifMySupplier } as const;
const supplierReadsPublishedFees = {
  recruiter: all(ifMySupplier, ifClientFeeIsPublished),
  supplierFinance: all(ifMySupplier, ifClientFeeIsPublished),
  supplierAdmin: all(ifMySupplier, ifClientFeeIsPublished),
} as const;

/**
 * Who may do what: action × role. Absent means no. Which rows exist for somebody is not decided here but by the walls
 * in the database. `test/policy/` prints this table for every role, so that a change of it is seen in review.
 */
export const policy = definePolicy({
  'account.keep': {
    ...{ mspAdmin: ifMyself, mspCoordinator: ifMyself, mspFinance: ifMyself, auditor: ifMyself },
    ...{ hiringManager: ifMyself, approver: ifMyself, clientFinance: ifMyself, clientAdmin: ifMyself },
    ...{ recruiter: ifMyself, supplierFinance: ifMyself, supplierAdmin: ifMyself, worker: ifMyself },
  },
  'account.resetFactors': { mspAdmin: unlessMyself },
  'people.read': {
    mspAdmin: always,
    mspCoordinator: always,
    auditor: always,
    clientAdmin: ifMyClient,
    supplierAdmin: ifMySupplier,
  },
  'people.invite': {
    mspAdmin: unlessMyself,
    clientAdmin: all(ifMyClient, unlessMyself),
    supplierAdmin: all(ifMySupplier, unlessMyself),
  },
  'people.grant': {
    mspAdmin: unlessMyself,
    clientAdmin: all(ifMyClient, unlessMyself),
    supplierAdmin: all(ifMySupplier, unlessMyself),
  },
  'people.end': {
    mspAdmin: unlessMyself,
    clientAdmin: all(ifMyClient, unlessMyself),
    supplierAdmin: all(ifMySupplier, unlessMyself),
  },
  'people.disable': { mspAdmin: unlessMyself },
  'people.viewAs': { mspAdmin: unlessMyself, mspCoordinator: unlessMyself },

  'directory.read': {
    mspAdmin: always,
    auditor: always,
    clientAdmin: ifMyClient,
    supplierAdmin: ifMySupplier,
  },
  'directory.configure': { mspAdmin: always, clientAdmin: ifMyClient, supplierAdmin: ifMySupplier },
  'directory.confirmDomain': { mspAdmin: always },
  'privacy.read': { mspAdmin: always, auditor: always, supplierAdmin: ifMySupplier },
  'privacy.request': { mspAdmin: always, supplierAdmin: ifMySupplier },
  'privacy.handle': { mspAdmin: always },
  'privacy.readOwn': {
    ...mspReads,
    hiringManager: always,
    approver: always,
    clientFinance: always,
    clientAdmin: always,
    recruiter: always,
    supplierFinance: always,
    supplierAdmin: always,
    worker: always,
  },
  'retention.read': { mspAdmin: always, auditor: always },
  'retention.set': { mspAdmin: always },

  'delegation.read': { ...mspReads, ...clientReads },
  'delegation.give': clientReads,
  'delegation.keep': { clientAdmin: ifMyClient },
  'delegation.end': {
    hiringManager: all(ifMyClient, ifIRequested),
    approver: all(ifMyClient, ifIRequested),
    clientFinance: all(ifMyClient, ifIRequested),
    clientAdmin: ifMyClient,
  },

  'program.read': { ...mspReads, ...clientReads },
  'program.configure': { mspAdmin: always },
  'transparency.read': { ...mspReads, ...clientReads, ...supplierReads },
  'transparency.publish': { mspAdmin: always },
  'rateCard.import': { mspAdmin: always },
  'supplier.enroll': { mspAdmin: always },

  'requisition.read': { ...mspReads, ...clientReads, ...supplierReads },
  'requisition.draft': { ...mspWorks, hiringManager: ifMyClient, clientAdmin: ifMyClient },
  'requisition.edit': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'requisition.submit': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'requisition.recall': {
    hiringManager: all(ifMyClient, ifIRequested),
    clientAdmin: ifMyClient,
    ...mspWorks,
  },
  'requisition.approve': {
    approver: all(ifMyClient, unlessMine),
    clientFinance: all(ifMyClient, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
  },
  'requisition.release': mspWorks,
  'requisition.hold': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'requisition.close': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'requisition.budget': { ...mspReads, ...clientReads },

  'submittal.read': { ...mspReads, ...clientReads, ...supplierReads },
  'submittal.submit': supplierStaff,
  'submittal.withdraw': supplierStaff,
  'submittal.present': mspWorks,
  'submittal.reject': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'submittal.shortlist': { hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'offer.extend': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'offer.rescind': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'offer.answer': supplierStaff,
  'rates.readPay': { ...mspReads, ...clientReadsPublishedPay, ...supplierReads, worker: ifOwn },
  'rates.readBill': { ...mspReads, ...clientReads, ...supplierReads },

  'assignment.read': { ...mspReads, ...clientReads, ...supplierReads, worker: ifOwn },
  'assignment.activate': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'assignment.reference': supplierReads,
  'assignment.end': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },

  'timesheet.read': { ...mspReads, ...clientReads, ...supplierReads, worker: ifOwn },
  'timesheet.enter': { ...supplierStaff, worker: ifOwn },
  'timesheet.submit': { ...supplierStaff, worker: ifOwn },
  'timesheet.recall': { ...supplierStaff, worker: ifOwn },
  'timesheet.approve': {
    hiringManager: all(ifMyClient, ifMyTeam, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
    mspCoordinator: unlessMine,
  },
  'timesheet.reject': {
    hiringManager: all(ifMyClient, ifMyTeam, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
    mspCoordinator: unlessMine,
  },

  'assignment.revise': { ...mspWorks, hiringManager: all(ifMyClient, ifMyTeam), clientAdmin: ifMyClient },
  'revision.approve': {
    mspCoordinator: unlessMine,
    mspAdmin: unlessMine,
    hiringManager: all(ifMyClient, ifMyTeam, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
  },
  'revision.answer': supplierStaff,
  'agreement.read': { ...mspReads, ...supplierReads, clientAdmin: ifMyClient, clientFinance: ifMyClient },
  'replay.run': { mspAdmin: always, mspCoordinator: always, mspFinance: always },

  'timesheet.correct': { ...supplierStaff, worker: ifOwn },
  'expense.read': { ...mspReads, ...clientReads, ...supplierReads, worker: ifOwn },
  'expense.enter': { ...supplierStaff, worker: ifOwn },
  'expense.approve': {
    hiringManager: all(ifMyClient, ifMyTeam, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
    mspCoordinator: unlessMine,
  },
  'miscCharge.read': { ...mspReads, ...clientReads, ...supplierReads },
  'miscCharge.request': { ...mspWorks, ...supplierStaff },
  'miscCharge.approve': {
    hiringManager: all(ifMyClient, ifMyTeam, unlessMine),
    clientAdmin: all(ifMyClient, unlessMine),
    clientFinance: all(ifMyClient, unlessMine),
  },

  'fees.read': {
    ...mspReads,
    clientFinance: ifMyClient,
    clientAdmin: ifMyClient,
    ...supplierReadsPublishedFees,
  },
  'feeComparison.read': { ...mspReads, ...clientReads, ...supplierReads },
  'tax.read': {
    ...mspReads,
    clientFinance: ifMyClient,
    clientAdmin: ifMyClient,
    supplierFinance: ifMySupplier,
    supplierAdmin: ifMySupplier,
  },
  'tax.configure': mspBills,
  'purchaseOrder.read': { ...mspReads, ...clientReads },
  'purchaseOrder.configure': mspBills,
  'budget.set': { ...mspBills, clientFinance: ifMyClient, clientAdmin: ifMyClient },

  'billing.read': { mspAdmin: always, mspFinance: always, auditor: always },
  'billing.run': mspBills,
  'invoice.read': { ...mspReads, ...clientReads, ...supplierReads },
  'invoice.approve': { clientFinance: ifMyClient, clientAdmin: ifMyClient },
  'billing.decide': mspBills,
  'correction.read': mspReads,
  'correction.propose': { mspAdmin: always, mspFinance: always, mspCoordinator: always },
  'correction.approve': { mspAdmin: unlessMine, mspFinance: unlessMine },
  'ledger.read': { mspAdmin: always, mspFinance: always, auditor: always },
  'ledger.close': mspBills,
  'ledger.reopen': mspBills,
  'accrual.read': {
    mspAdmin: always,
    mspFinance: always,
    auditor: always,
    clientFinance: ifMyClient,
    clientAdmin: ifMyClient,
  },
  'accrual.post': mspBills,
  'receipt.read': {
    mspAdmin: always,
    mspFinance: always,
    auditor: always,
    clientFinance: ifMyClient,
    clientAdmin: ifMyClient,
  },
  'receipt.record': mspBills,
  'payment.read': { mspAdmin: always, mspFinance: always, auditor: always },
  'payment.make': mspBills,
  'payment.approve': { mspAdmin: unlessMine, mspFinance: unlessMine },
  'remittance.read': {
    mspAdmin: always,
    mspFinance: always,
    auditor: always,
    supplierFinance: ifMySupplier,
    supplierAdmin: ifMySupplier,
    recruiter: ifMySupplier,
  },
  'bank.read': {
    mspAdmin: always,
    mspFinance: always,
    auditor: always,
    supplierFinance: ifMySupplier,
    supplierAdmin: ifMySupplier,
  },
  'bank.propose': { supplierFinance: ifMySupplier, supplierAdmin: ifMySupplier },
  'bank.confirm': {
    supplierAdmin: all(ifMySupplier, unlessMine),
    mspFinance: unlessMine,
    mspAdmin: unlessMine,
  },
  'selfBilling.consent': { supplierFinance: ifMySupplier, supplierAdmin: ifMySupplier },
  'proof.read': { ...mspReads, ...clientReads, ...supplierReads, worker: ifOwn },

  'audit.read': { mspAdmin: always, auditor: always, clientAdmin: ifMyClient },
  'audit.readChains': { mspAdmin: always, auditor: always },
  'audit.anchor': { mspAdmin: always },
  'accessReview.read': { mspAdmin: always, auditor: always },
  'accessReview.sign': { mspAdmin: always },
  'duties.read': { mspAdmin: always, auditor: always },
  'books.read': { mspAdmin: always, mspFinance: always, auditor: always },
  'serviceLevel.read': { ...mspReads, clientFinance: ifMyClient, clientAdmin: ifMyClient },
  'serviceLevel.configure': { mspAdmin: always },
  'scorecard.read': { ...mspReads, clientFinance: ifMyClient, clientAdmin: ifMyClient },
  'scorecard.review': { mspAdmin: always, mspCoordinator: always, mspFinance: always },
  'scorecard.answer': { clientFinance: ifMyClient, clientAdmin: ifMyClient },
  'scorecard.freeze': mspBills,

  'spend.read': { ...mspReads, ...clientReads, ...supplierReads },
  'mailbox.read': { ...mspReads, ...clientReads, ...supplierReads, worker: always },
});

export type Action = keyof typeof policy;
