/** What the slices downstream may use of assignments. */
export { assignmentForTime, assignmentsNeedingTime, type AssignmentForTime } from './time.server.ts';
export { waitingAssignments, waitingRevisions } from './waiting.server.ts';
export { applyRevisions, startAndEndAssignments } from './jobs.server.ts';
export { billRatesFrom, withoutAgreement, type AgreedTerms, type Rates } from './rates.ts';
export { assignmentRef } from './reference.ts';
