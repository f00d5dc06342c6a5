import type { Action } from '#app/platform/authorization/policy.ts';

/** What an id in an address names. Each has its table in `test/http/things.ts`. */
export type Kind =
  | 'accrual'
  | 'assignment'
  | 'bankAccount'
  | 'billingRun'
  | 'charge'
  | 'connection'
  | 'correction'
  | 'credit'
  | 'delegation'
  | 'directoryDomain'
  | 'directoryRole'
  | 'directoryToken'
  | 'event'
  | 'exemption'
  | 'expenseCode'
  | 'expenseLine'
  | 'expenseSheet'
  | 'invitation'
  | 'invoice'
  | 'invitationSent'
  | 'job'
  | 'ledgerAccount'
  | 'ledgerPeriod'
  | 'ledgerTransaction'
  | 'mailMessage'
  | 'miscCharge'
  | 'membership'
  | 'offer'
  | 'organization'
  | 'passkey'
  | 'payment'
  | 'paymentRun'
  | 'person'
  | 'privacyRequest'
  | 'program'
  | 'purchaseOrder'
  | 'rate'
  | 'rateCardImport'
  | 'receipt'
  | 'requisition'
  | 'revision'
  | 'scorecard'
  | 'scorecardLevel'
  | 'session'
  | 'submittal'
  | 'supplier'
  | 'taxRule'
  | 'timesheet';

/** `open`: nobody need be signed in. `anybody`: whoever is signed in. `leads`: a verb's address, which leads to a page. */
export type Guard = Action | 'open' | 'anybody';

/** Another answer than the page itself to those who may see it, and when. */
type Instead = { status: 302 | 400 | 403 | 404; when: string };

export type RouteLine = {
  /** What each id in the address names. */
  of?: Record<string, Kind>;
  /** The action that lets somebody read the page. */
  read: Guard | 'leads';
  /** The action behind its form: something must be filled in. */
  hand?: Guard;
  /** The action behind its button: an empty post does it. */
  press?: Guard;
  /** Another action that is enough as well. */
  or?: Action;
  /** The page is there only in some states of the thing, or leads on: what it may answer instead of 200. */
  instead?: Instead;
  /** Refuses whoever may not before it looks for the thing: then the refusal is the same for every id. */
  asksFirst?: true;
};

/**
 * What guards every address of `app/routes.ts`: a new one has its line here, or a test fails. From these lines, the
 * policy table and the walls `test/http/matrix.test.ts` knows what each role must be answered, and asks.
 */
export const routeLines: Record<string, RouteLine> = {
  '': { read: 'anybody' },
  mailbox: { read: 'mailbox.read', instead: { status: 404, when: 'this is not a demo' } },
  'mailbox/:id': {
    of: { id: 'mailMessage' },
    read: 'mailbox.read',
    instead: { status: 404, when: 'this is not a demo' },
  },
  'mailbox/:id/html': {
    of: { id: 'mailMessage' },
    read: 'mailbox.read',
    instead: { status: 404, when: 'this is not a demo' },
  },
  privacy: { read: 'privacy.read' },
  'privacy/new': { read: 'privacy.request', hand: 'privacy.request' },
  'privacy/mine': { read: 'privacy.readOwn', hand: 'privacy.readOwn' },
  'privacy/mine/export.zip': { read: 'privacy.readOwn' },
  'privacy/retention': { read: 'retention.read', hand: 'retention.set' },
  'privacy/:id': { of: { id: 'privacyRequest' }, read: 'privacy.read' },
  'privacy/:id/export.zip': {
    of: { id: 'privacyRequest' },
    read: 'privacy.handle',
    instead: { status: 404, when: 'it asks for no copy, or is answered' },
  },
  'privacy/:id/fulfillment': { of: { id: 'privacyRequest' }, read: 'leads', press: 'privacy.handle' },
  'privacy/:id/withdrawal': { of: { id: 'privacyRequest' }, read: 'leads', press: 'privacy.request' },
  'privacy/:id/refusal': {
    of: { id: 'privacyRequest' },
    read: 'privacy.handle',
    hand: 'privacy.handle',
    instead: { status: 302, when: 'it is answered already' },
  },
  'sign-in': { read: 'open', hand: 'open', instead: { status: 302, when: 'somebody is signed in already' } },
  'sign-in/second-factor': {
    read: 'open',
    hand: 'open',
    instead: { status: 302, when: 'somebody is signed in already' },
  },
  'sign-in/enrolment': {
    read: 'open',
    hand: 'open',
    instead: { status: 302, when: 'somebody is signed in already' },
  },
  'sign-in/enrolment/challenge': { read: 'leads', hand: 'open' },
  'sign-in/passkey': { read: 'open', hand: 'open' },
  'sign-in/challenge': { read: 'leads', hand: 'open' },
  forgot: { read: 'open', hand: 'open', instead: { status: 302, when: 'somebody is signed in already' } },
  'reset/:token': {
    of: { token: 'invitation' },
    read: 'open',
    hand: 'open',
    instead: { status: 404, when: 'the token is not that of an open reset' },
  },
  // One's own account: there is no address of another's.
  account: { read: 'anybody', hand: 'anybody' },
  'account/password': { read: 'anybody', hand: 'anybody' },
  'account/confirm': { read: 'anybody', hand: 'anybody' },
  'account/authenticator': {
    read: 'anybody',
    hand: 'anybody',
    instead: { status: 302, when: 'one is set up, or some time has passed since they proved who they are' },
  },
  'account/authenticator/removal': {
    read: 'anybody',
    hand: 'anybody',
    instead: { status: 302, when: 'some time has passed since they proved who they are' },
  },
  'account/recovery-codes': { read: 'anybody', hand: 'anybody' },
  'account/passkeys/new': {
    read: 'anybody',
    hand: 'anybody',
    instead: { status: 302, when: 'some time has passed since they proved who they are' },
  },
  'account/passkeys/challenge': { read: 'leads', hand: 'anybody' },
  'account/passkeys/:id': { of: { id: 'passkey' }, read: 'anybody', hand: 'anybody' },
  'account/passkeys/:id/removal': {
    of: { id: 'passkey' },
    read: 'anybody',
    hand: 'anybody',
    instead: { status: 302, when: 'some time has passed since they proved who they are' },
  },
  'account/sessions/others/end': { read: 'leads', press: 'anybody' },
  'account/sessions/:id/end': { of: { id: 'session' }, read: 'leads', press: 'anybody' },
  'people/:accountId/second-factor': {
    of: { accountId: 'person' },
    read: 'account.resetFactors',
    hand: 'account.resetFactors',
    asksFirst: true,
  },
  'sign-out': { read: 'leads', hand: 'open' },
  'invitations/:token': {
    of: { token: 'invitation' },
    read: 'open',
    hand: 'open',
    instead: { status: 404, when: 'the token is not that of an open invitation' },
  },
  'memberships/current': { read: 'leads', hand: 'anybody' },
  people: { read: 'people.read' },
  organization: { read: 'program.configure', hand: 'program.configure' },
  'sign-in/sso': {
    read: 'open',
    hand: 'open',
    instead: { status: 302, when: 'somebody is signed in already' },
  },
  'sign-in/sso/callback': { read: 'open', instead: { status: 400, when: 'no provider sent anybody' } },
  'sign-in/sso/:connectionId': {
    of: { connectionId: 'connection' },
    read: 'open',
    hand: 'open',
    instead: { status: 302, when: 'somebody is signed in already' },
  },
  directory: { read: 'directory.read', instead: { status: 302, when: 'there is one, which is theirs' } },
  'directory/:organizationId': { of: { organizationId: 'organization' }, read: 'directory.read' },
  'directory/:organizationId/provider': {
    of: { organizationId: 'organization' },
    read: 'directory.configure',
    hand: 'directory.configure',
  },
  'directory/:organizationId/domains/new': {
    of: { organizationId: 'organization' },
    read: 'directory.configure',
    hand: 'directory.configure',
  },
  'directory/:organizationId/domains/:id/confirmation': {
    of: { organizationId: 'organization', id: 'directoryDomain' },
    read: 'leads',
    press: 'directory.confirmDomain',
  },
  'directory/:organizationId/domains/:id/removal': {
    of: { organizationId: 'organization', id: 'directoryDomain' },
    read: 'leads',
    press: 'directory.configure',
    instead: { status: 404, when: 'it is gone already' },
  },
  'directory/:organizationId/roles/new': {
    of: { organizationId: 'organization' },
    read: 'directory.configure',
    hand: 'directory.configure',
  },
  'directory/:organizationId/roles/:id/removal': {
    of: { organizationId: 'organization', id: 'directoryRole' },
    read: 'leads',
    press: 'directory.configure',
    instead: { status: 404, when: 'it is gone already' },
  },
  'directory/:organizationId/tokens/new': {
    of: { organizationId: 'organization' },
    read: 'directory.configure',
    hand: 'directory.configure',
  },
  'directory/:organizationId/tokens/:id/end': {
    of: { organizationId: 'organization', id: 'directoryToken' },
    read: 'leads',
    press: 'directory.configure',
    instead: { status: 404, when: 'it is gone already' },
  },
  'people/:accountId': { of: { accountId: 'person' }, read: 'people.read', asksFirst: true },
  'people/:accountId/roles/new': {
    of: { accountId: 'person' },
    read: 'people.grant',
    hand: 'people.grant',
    instead: { status: 404, when: 'the person acts for no organization of theirs' },
  },
  'people/:accountId/disable': {
    of: { accountId: 'person' },
    read: 'people.disable',
    hand: 'people.disable',
    instead: { status: 302, when: 'the account is disabled already' },
  },
  'people/:accountId/enable': { of: { accountId: 'person' }, read: 'leads', press: 'people.disable' },
  'memberships/:id/end': {
    of: { id: 'membership' },
    read: 'people.end',
    hand: 'people.end',
    instead: { status: 302, when: 'it ended already' },
  },
  'people/invitations/:id/resend': { of: { id: 'invitationSent' }, read: 'leads', press: 'people.invite' },
  'people/invitations/:id/withdrawal': {
    of: { id: 'invitationSent' },
    read: 'leads',
    press: 'people.invite',
  },
  'memberships/:id/view': { of: { id: 'membership' }, read: 'people.viewAs', hand: 'people.viewAs' },
  'view-as/stop': { read: 'leads', hand: 'anybody' },
  delegations: { read: 'delegation.read' },
  'delegations/new': { read: 'delegation.give', hand: 'delegation.give' },
  'delegations/:id/end': { of: { id: 'delegation' }, read: 'leads', press: 'delegation.end' },
  'people/invite': { read: 'people.invite', hand: 'people.invite' },
  programs: { read: 'program.read', instead: { status: 302, when: 'there is one program, which is theirs' } },
  'programs/new': { read: 'program.configure', hand: 'program.configure' },
  'programs/:clientId': { of: { clientId: 'program' }, read: 'program.read' },
  'programs/:clientId/terms': {
    of: { clientId: 'program' },
    read: 'program.read',
    hand: 'program.configure',
  },
  'programs/:clientId/transparency': {
    of: { clientId: 'program' },
    read: 'transparency.read',
    hand: 'transparency.publish',
  },
  'programs/:clientId/fees/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/flat-fees/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/fees/compare': { of: { clientId: 'program' }, read: 'feeComparison.read' },
  'programs/:clientId/fees/compare.csv': { of: { clientId: 'program' }, read: 'feeComparison.read' },
  'programs/:clientId/discounts': { of: { clientId: 'program' }, read: 'agreement.read' },
  'programs/:clientId/discounts/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/exemptions': { of: { clientId: 'program' }, read: 'tax.read' },
  'programs/:clientId/exemptions/new': {
    of: { clientId: 'program' },
    read: 'tax.configure',
    hand: 'tax.configure',
  },
  'exemptions/:id/end': { of: { id: 'exemption' }, read: 'tax.configure', hand: 'tax.configure' },
  'exemptions/:id/file': {
    of: { id: 'exemption' },
    read: 'tax.read',
    instead: { status: 404, when: 'no file was added' },
  },
  taxes: { read: 'tax.read' },
  'taxes/new': { read: 'tax.configure', hand: 'tax.configure' },
  'taxes/starter': { read: 'leads', press: 'tax.configure' },
  'taxes/:id': { of: { id: 'taxRule' }, read: 'tax.read', hand: 'tax.configure', asksFirst: true },
  'programs/:clientId/sites/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/departments/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/cost-centers/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/jobs': { of: { clientId: 'program' }, read: 'program.read' },
  'programs/:clientId/jobs/:id': { of: { clientId: 'program', id: 'job' }, read: 'program.read' },
  'programs/:clientId/jobs/:id/cards/new': {
    of: { clientId: 'program', id: 'job' },
    read: 'rateCard.import',
    hand: 'rateCard.import',
  },
  'programs/:clientId/cards/upload': {
    of: { clientId: 'program' },
    read: 'rateCard.import',
    hand: 'rateCard.import',
  },
  'programs/:clientId/site-groups': {
    of: { clientId: 'program' },
    read: 'program.read',
    hand: 'program.configure',
  },
  'programs/:clientId/rate-card/import': {
    of: { clientId: 'program' },
    read: 'rateCard.import',
    hand: 'rateCard.import',
  },
  'rate-card-imports/:id': { of: { id: 'rateCardImport' }, read: 'program.read' },
  'rate-card-imports/:id/posting': { of: { id: 'rateCardImport' }, read: 'leads', press: 'rateCard.import' },
  'rate-card-imports/:id/discard': { of: { id: 'rateCardImport' }, read: 'leads', press: 'rateCard.import' },
  'rate-card-imports/:id/refused.csv': { of: { id: 'rateCardImport' }, read: 'program.read' },
  suppliers: { read: 'program.read' },
  'suppliers/new': { read: 'supplier.enroll', hand: 'supplier.enroll' },
  'programs/:clientId/suppliers/enroll': {
    of: { clientId: 'program' },
    read: 'supplier.enroll',
    hand: 'supplier.enroll',
  },
  'programs/:clientId/suppliers/:supplierId': {
    of: { clientId: 'program', supplierId: 'supplier' },
    read: 'agreement.read',
  },
  'programs/:clientId/suppliers/:supplierId/agreements/new': {
    of: { clientId: 'program', supplierId: 'supplier' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  requisitions: { read: 'requisition.read' },
  'requisitions/new': { read: 'requisition.draft', hand: 'requisition.draft' },
  'requisitions/:id': { of: { id: 'requisition' }, read: 'requisition.read' },
  'requisitions/:id?index': { of: { id: 'requisition' }, read: 'submittal.read' },
  'requisitions/:id/details': { of: { id: 'requisition' }, read: 'requisition.read' },
  'requisitions/:id/release': {
    of: { id: 'requisition' },
    read: 'requisition.read',
    hand: 'requisition.release',
    instead: { status: 404, when: 'whoever looks is a supplier' },
  },
  'requisitions/:id/edit': {
    of: { id: 'requisition' },
    read: 'requisition.edit',
    hand: 'requisition.edit',
    instead: { status: 302, when: 'it is not a draft' },
  },
  'requisitions/:id/submission': { of: { id: 'requisition' }, read: 'leads', press: 'requisition.submit' },
  'requisitions/:id/approval': {
    of: { id: 'requisition' },
    read: 'leads',
    press: 'requisition.approve',
    instead: { status: 403, when: 'the step waits for another role' },
  },
  'requisitions/:id/rejection': {
    of: { id: 'requisition' },
    read: 'requisition.approve',
    hand: 'requisition.approve',
    instead: { status: 302, when: 'it does not wait for a signature' },
  },
  'requisitions/:id/recall': { of: { id: 'requisition' }, read: 'leads', press: 'requisition.recall' },
  'requisitions/:id/revision': { of: { id: 'requisition' }, read: 'leads', press: 'requisition.edit' },
  'requisitions/:id/hold': {
    of: { id: 'requisition' },
    read: 'requisition.hold',
    hand: 'requisition.hold',
    instead: { status: 302, when: 'it is not open' },
  },
  'requisitions/:id/resumption': { of: { id: 'requisition' }, read: 'leads', press: 'requisition.hold' },
  'requisitions/:id/closure': {
    of: { id: 'requisition' },
    read: 'requisition.close',
    hand: 'requisition.close',
  },
  'requisitions/:id/cancellation': {
    of: { id: 'requisition' },
    read: 'requisition.close',
    hand: 'requisition.close',
    instead: { status: 302, when: 'it can no longer be cancelled' },
  },
  submittals: { read: 'submittal.read' },
  'requisitions/:id/submittals/new': {
    of: { id: 'requisition' },
    read: 'submittal.submit',
    hand: 'submittal.submit',
  },
  'requisitions/:id/comparison': { of: { id: 'requisition' }, read: 'submittal.read' },
  'submittals/:id': { of: { id: 'submittal' }, read: 'submittal.read' },
  'submittals/:id/resume': {
    of: { id: 'submittal' },
    read: 'submittal.read',
    instead: { status: 404, when: 'no résumé was added' },
  },
  'submittals/:id/presentation': { of: { id: 'submittal' }, read: 'leads', press: 'submittal.present' },
  'submittals/:id/shortlist': { of: { id: 'submittal' }, read: 'leads', press: 'submittal.shortlist' },
  'submittals/:id/rejection': { of: { id: 'submittal' }, read: 'submittal.reject', hand: 'submittal.reject' },
  'submittals/:id/withdrawal': {
    of: { id: 'submittal' },
    read: 'submittal.withdraw',
    hand: 'submittal.withdraw',
  },
  'submittals/:id/offer': { of: { id: 'submittal' }, read: 'offer.extend', hand: 'offer.extend' },
  'offers/:id': { of: { id: 'offer' }, read: 'submittal.read' },
  'offers/:id/decline': { of: { id: 'offer' }, read: 'offer.answer', hand: 'offer.answer' },
  'offers/:id/rescission': { of: { id: 'offer' }, read: 'offer.rescind', hand: 'offer.rescind' },
  'offers/:id/acceptance': { of: { id: 'offer' }, read: 'leads', press: 'offer.answer' },
  assignments: { read: 'assignment.read' },
  'assignments/:id': { of: { id: 'assignment' }, read: 'assignment.read' },
  'assignments/:id/activation': { of: { id: 'assignment' }, read: 'leads', press: 'assignment.activate' },
  'assignments/:id/end': { of: { id: 'assignment' }, read: 'assignment.end', hand: 'assignment.end' },
  'assignments/:id/supplier-reference': {
    of: { id: 'assignment' },
    read: 'assignment.reference',
    hand: 'assignment.reference',
  },
  'assignments/:id/revisions/new': {
    of: { id: 'assignment' },
    read: 'assignment.revise',
    hand: 'assignment.revise',
  },
  'revisions/:id': { of: { id: 'revision' }, read: 'assignment.read' },
  'revisions/:id/approval': { of: { id: 'revision' }, read: 'leads', press: 'revision.approve' },
  'revisions/:id/acceptance': {
    of: { id: 'revision' },
    read: 'revision.answer',
    hand: 'revision.answer',
    instead: { status: 302, when: 'it does not wait for the supplier' },
  },
  'revisions/:id/rejection': { of: { id: 'revision' }, read: 'revision.approve', hand: 'revision.approve' },
  'revisions/:id/decline': {
    of: { id: 'revision' },
    read: 'revision.answer',
    hand: 'revision.answer',
    instead: { status: 302, when: 'it does not wait for the supplier' },
  },
  'revisions/:id/cancellation': {
    of: { id: 'revision' },
    read: 'assignment.revise',
    hand: 'assignment.revise',
  },
  'programs/:clientId/replay': { of: { clientId: 'program' }, read: 'replay.run' },
  'programs/:clientId/replay.csv': {
    of: { clientId: 'program' },
    read: 'replay.run',
    instead: { status: 302, when: 'nothing was asked' },
  },
  timesheets: { read: 'timesheet.read' },
  'timesheets/new': { read: 'timesheet.enter', hand: 'timesheet.enter' },
  'timesheets/approvals': { read: 'leads', hand: 'anybody' },
  'timesheets/:id': { of: { id: 'timesheet' }, read: 'timesheet.read', hand: 'timesheet.enter' },
  'timesheets/:id/approval': { of: { id: 'timesheet' }, read: 'leads', press: 'timesheet.approve' },
  'timesheets/:id/rejection': {
    of: { id: 'timesheet' },
    read: 'timesheet.reject',
    hand: 'timesheet.reject',
    instead: { status: 404, when: 'it was not submitted' },
  },
  'timesheets/:id/recall': { of: { id: 'timesheet' }, read: 'leads', press: 'timesheet.recall' },
  'timesheets/:id/correction': {
    of: { id: 'timesheet' },
    read: 'timesheet.correct',
    hand: 'timesheet.correct',
  },
  'programs/:clientId/expense-codes': { of: { clientId: 'program' }, read: 'program.read' },
  'programs/:clientId/expense-codes/new': {
    of: { clientId: 'program' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/expense-codes/:id': {
    of: { clientId: 'program', id: 'expenseCode' },
    read: 'program.configure',
    hand: 'program.configure',
  },
  'programs/:clientId/expense-codes/:id/closure': {
    of: { clientId: 'program', id: 'expenseCode' },
    read: 'leads',
    press: 'program.configure',
  },
  expenses: { read: 'expense.read' },
  'expenses/new': { read: 'expense.enter', hand: 'expense.enter' },
  'expenses/approvals': { read: 'leads', hand: 'anybody' },
  'expenses/:id': {
    of: { id: 'expenseSheet' },
    read: 'expense.read',
    hand: 'expense.enter',
    instead: { status: 404, when: 'it is a draft, which is the supplier’s alone' },
  },
  'expenses/:id/lines/:lineId': {
    of: { id: 'expenseSheet', lineId: 'expenseLine' },
    read: 'expense.enter',
    hand: 'expense.enter',
    instead: { status: 404, when: 'it is no draft, or is one that is not theirs' },
  },
  'expenses/:id/lines/:lineId/removal': {
    of: { id: 'expenseSheet', lineId: 'expenseLine' },
    read: 'leads',
    press: 'expense.enter',
    instead: { status: 302, when: 'the line is gone already' },
  },
  'expenses/:id/lines/:lineId/receipt': {
    of: { id: 'expenseSheet', lineId: 'expenseLine' },
    read: 'expense.read',
    instead: { status: 404, when: 'no receipt was added' },
  },
  'expenses/:id/approval': {
    of: { id: 'expenseSheet' },
    read: 'leads',
    press: 'expense.approve',
    instead: { status: 404, when: 'it was not handed in' },
  },
  'expenses/:id/rejection': {
    of: { id: 'expenseSheet' },
    read: 'expense.approve',
    hand: 'expense.approve',
    instead: { status: 404, when: 'it was not submitted' },
  },
  'expenses/:id/recall': { of: { id: 'expenseSheet' }, read: 'leads', press: 'expense.enter' },
  charges: { read: 'miscCharge.read' },
  'charges/new': { read: 'miscCharge.request', hand: 'miscCharge.request' },
  'charges/:id': { of: { id: 'miscCharge' }, read: 'miscCharge.read' },
  'charges/:id/approval': { of: { id: 'miscCharge' }, read: 'leads', press: 'miscCharge.approve' },
  'charges/:id/rejection': {
    of: { id: 'miscCharge' },
    read: 'miscCharge.approve',
    hand: 'miscCharge.approve',
  },
  'charges/:id/cancellation': { of: { id: 'miscCharge' }, read: 'leads', press: 'miscCharge.request' },
  'charges/:id/end': {
    of: { id: 'miscCharge' },
    read: 'miscCharge.read',
    hand: 'miscCharge.request',
    or: 'miscCharge.approve',
    instead: { status: 404, when: 'it is not a recurring charge that runs' },
  },
  billing: { read: 'billing.read' },
  'billing/fees': { read: 'billing.read', hand: 'billing.run' },
  'billing/new': {
    read: 'billing.run',
    hand: 'billing.run',
    instead: { status: 302, when: 'no program was chosen' },
  },
  'billing/:id': { of: { id: 'billingRun' }, read: 'billing.read', asksFirst: true },
  'billing/:id/preview': { of: { id: 'billingRun' }, read: 'leads', press: 'billing.run' },
  'billing/:id/finalization': { of: { id: 'billingRun' }, read: 'leads', press: 'billing.run' },
  'billing/:id/discard': { of: { id: 'billingRun' }, read: 'leads', press: 'billing.run' },
  'billing/:id/parked': {
    of: { id: 'billingRun' },
    read: 'billing.decide',
    hand: 'billing.decide',
    instead: { status: 302, when: 'nothing is parked' },
  },
  'billing/:id/release': {
    of: { id: 'billingRun' },
    read: 'billing.decide',
    hand: 'billing.decide',
    instead: { status: 302, when: 'nothing is held' },
  },
  'billing/:id/reconciliation': {
    of: { id: 'billingRun' },
    read: 'billing.read',
    asksFirst: true,
    instead: { status: 302, when: 'it is not finalized' },
  },
  'billing/:id/reconciliation.csv': {
    of: { id: 'billingRun' },
    read: 'billing.read',
    asksFirst: true,
    instead: { status: 302, when: 'it is not finalized' },
  },
  invoices: { read: 'invoice.read' },
  'invoices/:id': { of: { id: 'invoice' }, read: 'invoice.read' },
  'invoices/:id/approval': { of: { id: 'invoice' }, read: 'leads', press: 'invoice.approve' },
  'invoices/:id/document.pdf': { of: { id: 'invoice' }, read: 'invoice.read' },
  'invoices/:id/lines.csv': { of: { id: 'invoice' }, read: 'invoice.read' },
  corrections: { read: 'correction.read' },
  'corrections/new': { read: 'correction.propose', hand: 'correction.propose' },
  'corrections/:id': { of: { id: 'correction' }, read: 'correction.read' },
  'corrections/:id/submission': { of: { id: 'correction' }, read: 'leads', press: 'correction.propose' },
  'corrections/:id/cancellation': { of: { id: 'correction' }, read: 'leads', press: 'correction.propose' },
  'corrections/:id/approval': { of: { id: 'correction' }, read: 'leads', press: 'correction.approve' },
  'corrections/:id/rejection': {
    of: { id: 'correction' },
    read: 'correction.approve',
    hand: 'correction.approve',
  },
  'assignments/:id/rate-correction': {
    of: { id: 'assignment' },
    read: 'correction.propose',
    hand: 'correction.propose',
  },
  ledger: { read: 'ledger.read' },
  'ledger/entries.csv': { read: 'ledger.read' },
  'ledger/accounts/:id': { of: { id: 'ledgerAccount' }, read: 'ledger.read', asksFirst: true },
  'ledger/transactions/:id': { of: { id: 'ledgerTransaction' }, read: 'ledger.read', asksFirst: true },
  'ledger/periods': { read: 'ledger.read' },
  'ledger/periods/closure': { read: 'leads', hand: 'ledger.close' },
  'ledger/periods/:id/reopening': {
    of: { id: 'ledgerPeriod' },
    read: 'ledger.reopen',
    hand: 'ledger.reopen',
  },
  'ledger/periods/:id/agreement': { of: { id: 'ledgerPeriod' }, read: 'leads', press: 'ledger.reopen' },
  'ledger/periods/:id/refusal': { of: { id: 'ledgerPeriod' }, read: 'leads', press: 'ledger.reopen' },
  'programs/:clientId/service-levels': { of: { clientId: 'program' }, read: 'serviceLevel.read' },
  'programs/:clientId/service-levels/terms': {
    of: { clientId: 'program' },
    read: 'serviceLevel.configure',
    hand: 'serviceLevel.configure',
  },
  'programs/:clientId/service-levels/new': {
    of: { clientId: 'program' },
    read: 'serviceLevel.configure',
    hand: 'serviceLevel.configure',
  },
  scorecards: { read: 'scorecard.read', hand: 'scorecard.review' },
  'scorecards/:id': { of: { id: 'scorecard' }, read: 'scorecard.read' },
  'scorecards/:id/levels/:levelId': {
    of: { id: 'scorecard', levelId: 'scorecardLevel' },
    read: 'scorecard.read',
    hand: 'scorecard.review',
    or: 'scorecard.answer',
  },
  'scorecards/:id/review': { of: { id: 'scorecard' }, read: 'leads', press: 'scorecard.review' },
  'scorecards/:id/sending': { of: { id: 'scorecard' }, read: 'leads', press: 'scorecard.review' },
  'scorecards/:id/return': { of: { id: 'scorecard' }, read: 'scorecard.review', hand: 'scorecard.review' },
  'scorecards/:id/freezing': { of: { id: 'scorecard' }, read: 'leads', press: 'scorecard.freeze' },
  'proofs/scorecards/:id': { of: { id: 'scorecard' }, read: 'scorecard.read' },
  'proofs/scorecards/:id.json': { of: { id: 'scorecard' }, read: 'scorecard.read' },
  accruals: { read: 'accrual.read' },
  'accruals/preview': {
    read: 'accrual.read',
    hand: 'accrual.post',
    instead: { status: 302, when: 'no program was chosen' },
  },
  'accruals/preview.csv': { read: 'accrual.read', instead: { status: 302, when: 'no program was chosen' } },
  'accruals/:id': { of: { id: 'accrual' }, read: 'accrual.read' },
  'accruals/:id/lines.csv': { of: { id: 'accrual' }, read: 'accrual.read' },
  'purchase-orders': { read: 'purchaseOrder.read' },
  'purchase-orders/new': { read: 'purchaseOrder.configure', hand: 'purchaseOrder.configure' },
  'purchase-orders/:id': { of: { id: 'purchaseOrder' }, read: 'purchaseOrder.read' },
  'purchase-orders/:id/funds': {
    of: { id: 'purchaseOrder' },
    read: 'purchaseOrder.configure',
    hand: 'purchaseOrder.configure',
  },
  'purchase-orders/:id/assignments': {
    of: { id: 'purchaseOrder' },
    read: 'purchaseOrder.configure',
    hand: 'purchaseOrder.configure',
  },
  'purchase-orders/:id/charges': {
    of: { id: 'purchaseOrder' },
    read: 'purchaseOrder.configure',
    hand: 'purchaseOrder.configure',
    instead: { status: 302, when: 'the order is closed' },
  },
  'purchase-orders/:id/closure': {
    of: { id: 'purchaseOrder' },
    read: 'leads',
    press: 'purchaseOrder.configure',
  },
  budgets: { read: 'purchaseOrder.read', hand: 'budget.set' },
  receipts: { read: 'receipt.read' },
  'receipts/new': { read: 'receipt.record', hand: 'receipt.record' },
  'receipts/:id': { of: { id: 'receipt' }, read: 'receipt.read' },
  'credits/:id/application': { of: { id: 'credit' }, read: 'receipt.record', hand: 'receipt.record' },
  'invoices/:id/payment': { of: { id: 'invoice' }, read: 'invoice.read' },
  payments: { read: 'payment.read' },
  'payments/new': {
    read: 'payment.make',
    hand: 'payment.make',
    instead: { status: 302, when: 'no program was chosen' },
  },
  'payments/:id': { of: { id: 'paymentRun' }, read: 'payment.read' },
  'payments/:id/approval': { of: { id: 'paymentRun' }, read: 'leads', press: 'payment.approve' },
  'payments/:id/sending': { of: { id: 'paymentRun' }, read: 'leads', press: 'payment.make' },
  'payments/:id/settlement': { of: { id: 'paymentRun' }, read: 'payment.make', hand: 'payment.make' },
  'payments/:id/cancellation': { of: { id: 'paymentRun' }, read: 'payment.make', hand: 'payment.make' },
  'payments/:id/pain001.xml': {
    of: { id: 'paymentRun' },
    read: 'payment.make',
    instead: { status: 404, when: 'it was not sent' },
  },
  remittances: { read: 'remittance.read' },
  'remittances/expected': { read: 'remittance.read' },
  'remittances/:id': {
    of: { id: 'payment' },
    read: 'remittance.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  'remittances/:id/return': {
    of: { id: 'payment' },
    read: 'payment.make',
    hand: 'payment.make',
    instead: { status: 404, when: 'it was not sent' },
  },
  'remittances/:id/advice.pdf': {
    of: { id: 'payment' },
    read: 'remittance.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  'remittances/:id/advice.csv': {
    of: { id: 'payment' },
    read: 'remittance.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  'remittances/:id/advice.json': {
    of: { id: 'payment' },
    read: 'remittance.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  bank: { read: 'bank.read' },
  'bank/new': { read: 'bank.propose', hand: 'bank.propose', or: 'payment.make' },
  'bank/:id': { of: { id: 'bankAccount' }, read: 'bank.read' },
  'bank/:id/confirmation': { of: { id: 'bankAccount' }, read: 'leads', press: 'bank.confirm' },
  'bank/:id/rejection': { of: { id: 'bankAccount' }, read: 'leads', press: 'bank.confirm' },
  'self-billing': { read: 'bank.read' },
  'programs/:clientId/self-billing/consent': {
    of: { clientId: 'program' },
    read: 'selfBilling.consent',
    hand: 'selfBilling.consent',
    asksFirst: true,
  },
  audit: { read: 'audit.read' },
  'audit/trail.csv': { read: 'audit.read' },
  'audit/events/:id': { of: { id: 'event' }, read: 'audit.read', asksFirst: true },
  'audit/exports': { read: 'audit.read' },
  'audit/chains': { read: 'audit.readChains' },
  'audit/anchoring': { read: 'leads', press: 'audit.anchor' },
  'audit/access': { read: 'accessReview.read', hand: 'accessReview.sign' },
  'audit/access.csv': { read: 'accessReview.read' },
  'audit/duties': { read: 'duties.read' },
  'audit/books': { read: 'books.read' },
  'audit/books.zip': { read: 'books.read' },
  'audit/deployments': { read: 'audit.readChains' },

  spend: { read: 'spend.read' },
  'spend/lines': { read: 'spend.read' },
  'spend/export.csv': { read: 'spend.read' },
  'proofs/charges/:chargeId': { of: { chargeId: 'charge' }, read: 'proof.read' },
  'proofs/charges/:chargeId.json': { of: { chargeId: 'charge' }, read: 'proof.read' },
  'proofs/invoices/:id': { of: { id: 'invoice' }, read: 'proof.read' },
  'proofs/invoices/:id.json': { of: { id: 'invoice' }, read: 'proof.read' },
  'proofs/timesheets/:id': { of: { id: 'timesheet' }, read: 'proof.read' },
  'proofs/timesheets/:id.json': { of: { id: 'timesheet' }, read: 'proof.read' },
  'proofs/payments/:id': {
    of: { id: 'payment' },
    read: 'proof.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  'proofs/payments/:id.json': {
    of: { id: 'payment' },
    read: 'proof.read',
    instead: { status: 404, when: 'it was not sent' },
  },
  'proofs/orders/:id': { of: { id: 'purchaseOrder' }, read: 'purchaseOrder.read' },
  'proofs/orders/:id.json': { of: { id: 'purchaseOrder' }, read: 'purchaseOrder.read' },
  'proofs/accruals/:id': { of: { id: 'accrual' }, read: 'accrual.read' },
  'proofs/accruals/:id.json': { of: { id: 'accrual' }, read: 'accrual.read' },
  'proofs/rates/:id': { of: { id: 'rate' }, read: 'proof.read' },
  'proofs/rates/:id.json': { of: { id: 'rate' }, read: 'proof.read' },
  'proofs/spend': { read: 'spend.read' },
  'proofs/spend.json': { read: 'spend.read' },
};
