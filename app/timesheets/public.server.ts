/** All that slices downstream may ask of timesheets. */
export { waitingTimesheets, waitingWeeks } from './waiting.server.ts';
export { repriceUnbilled } from './take-place.server.ts';
export { classifyByCostCenter, explain, overtimeRules, type PayCode } from './overtime.ts';
