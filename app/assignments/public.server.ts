/** What the slices downstream may use of assignments. */
export { assignmentForTime, assignmentsNeedingTime, type AssignmentForTime } from './time.server.ts';
export { waitingAssignments } from './waiting.server.ts';
export { startAndEndAssignments } from './jobs.server.ts';
export { assignmentRef } from './reference.ts';
