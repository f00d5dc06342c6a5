import { z } from 'zod';
import { accountChanged } from './account-changed.tsx';
import { bankDetailsChanging } from './bank-details-changing.tsx';
import { candidatePresented } from './candidate-presented.tsx';
import { delegationGiven } from './delegation-given.tsx';
import { expensesRejected } from './expenses-rejected.tsx';
import { expensesToApprove } from './expenses-to-approve.tsx';
import { invitation } from './invitation.tsx';
import { invoiceIssued } from './invoice-issued.tsx';
import { offerToAnswer } from './offer-to-answer.tsx';
import type { RenderedMail } from './parts/message.ts';
import { passwordReset } from './password-reset.tsx';
import { paymentReturned } from './payment-returned.tsx';
import { remittanceSent } from './remittance-sent.tsx';
import { requisitionReleased } from './requisition-released.tsx';
import { requisitionToApprove } from './requisition-to-approve.tsx';
import { chargeRejected } from './charge-rejected.tsx';
import { chargeToApprove } from './charge-to-approve.tsx';
import { revisionAnswered } from './revision-answered.tsx';
import { revisionToAnswer } from './revision-to-answer.tsx';
import { revisionToApprove } from './revision-to-approve.tsx';
import { timesheetRejected } from './timesheet-rejected.tsx';
import { timesheetToApprove } from './timesheet-to-approve.tsx';
import { trailAnchored } from './trail-anchored.tsx';

export type { RenderedMail } from './parts/message.ts';

/**
 * The shape of every message's props, by kind. Dates are 'YYYY-MM-DD'; money, rates, hours and periods are sentences
 * already, because only the sender knows the currency and the program's habits; a link is an absolute http(s) address.
 */
export const mailSchemas = {
  invitation: invitation.schema,
  requisitionToApprove: requisitionToApprove.schema,
  requisitionReleased: requisitionReleased.schema,
  candidatePresented: candidatePresented.schema,
  offerToAnswer: offerToAnswer.schema,
  timesheetToApprove: timesheetToApprove.schema,
  timesheetRejected: timesheetRejected.schema,
  expensesToApprove: expensesToApprove.schema,
  expensesRejected: expensesRejected.schema,
  chargeRejected: chargeRejected.schema,
  chargeToApprove: chargeToApprove.schema,
  revisionAnswered: revisionAnswered.schema,
  revisionToAnswer: revisionToAnswer.schema,
  revisionToApprove: revisionToApprove.schema,
  invoiceIssued: invoiceIssued.schema,
  remittanceSent: remittanceSent.schema,
  paymentReturned: paymentReturned.schema,
  bankDetailsChanging: bankDetailsChanging.schema,
  trailAnchored: trailAnchored.schema,
  delegationGiven: delegationGiven.schema,
  accountChanged: accountChanged.schema,
  passwordReset: passwordReset.schema,
} as const;

export type MailKind = keyof typeof mailSchemas;

/** Messages whose link is a key: whoever holds it comes in. It is kept no longer than until it was sent. */
export const carriesKey = (kind: string): boolean =>
  kind === ('invitation' satisfies MailKind) || kind === ('passwordReset' satisfies MailKind);

export type MailProps<K extends MailKind> = z.output<(typeof mailSchemas)[K]>;

type MailOf<K extends MailKind> = { [Kind in K]: { kind: Kind; props: MailProps<Kind> } }[K];

/** Every message that the product sends. */
export type Mail = MailOf<MailKind>;

// A mapped type, so that a kind without a message does not compile.
const renderers: { [K in MailKind]: (props: MailProps<K>) => Promise<RenderedMail> } = {
  invitation: invitation.render,
  requisitionToApprove: requisitionToApprove.render,
  requisitionReleased: requisitionReleased.render,
  candidatePresented: candidatePresented.render,
  offerToAnswer: offerToAnswer.render,
  timesheetToApprove: timesheetToApprove.render,
  timesheetRejected: timesheetRejected.render,
  expensesToApprove: expensesToApprove.render,
  expensesRejected: expensesRejected.render,
  chargeRejected: chargeRejected.render,
  chargeToApprove: chargeToApprove.render,
  revisionAnswered: revisionAnswered.render,
  revisionToAnswer: revisionToAnswer.render,
  revisionToApprove: revisionToApprove.render,
  invoiceIssued: invoiceIssued.render,
  remittanceSent: remittanceSent.render,
  paymentReturned: paymentReturned.render,
  bankDetailsChanging: bankDetailsChanging.render,
  trailAnchored: trailAnchored.render,
  delegationGiven: delegationGiven.render,
  accountChanged: accountChanged.render,
  passwordReset: passwordReset.render,
};

export const mailKinds = Object.keys(mailSchemas) as MailKind[];

/**
 * Writes a message in both forms.
 * @throws ZodError where the props are not those of the kind; what people typed is cleaned, never refused
 */
export function renderMail(mail: Mail): Promise<RenderedMail> {
  return renderOne(mail);
}

function renderOne<K extends MailKind>(mail: { kind: K; props: MailProps<K> }): Promise<RenderedMail> {
  return renderers[mail.kind](mail.props);
}

/**
 * Reads a queued message back from stored JSON.
 * @throws ZodError where the kind is unknown or the props are not its own
 */
export function parseMail(stored: unknown): Mail {
  return storedMail.parse(stored);
}

const stored = <K extends MailKind>(kind: K) => z.object({ kind: z.literal(kind), props: mailSchemas[kind] });

const storedMail = z.discriminatedUnion('kind', [
  stored('invitation'),
  stored('requisitionToApprove'),
  stored('requisitionReleased'),
  stored('candidatePresented'),
  stored('offerToAnswer'),
  stored('timesheetToApprove'),
  stored('timesheetRejected'),
  stored('expensesToApprove'),
  stored('expensesRejected'),
  stored('chargeRejected'),
  stored('chargeToApprove'),
  stored('revisionAnswered'),
  stored('revisionToAnswer'),
  stored('revisionToApprove'),
  stored('invoiceIssued'),
  stored('remittanceSent'),
  stored('paymentReturned'),
  stored('bankDetailsChanging'),
  stored('trailAnchored'),
  stored('delegationGiven'),
  stored('accountChanged'),
  stored('passwordReset'),
]);
