/** What the settings of a program are called where people read them. */

export const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'CHF', 'NZD', 'SEK'] as const;
export type Currency = (typeof currencies)[number];

export const cadences = ['weekly', 'semimonthly', 'monthly'] as const;
export type Cadence = (typeof cadences)[number];

export const cadenceLabel: Record<Cadence, string> = {
  weekly: 'Every week',
  semimonthly: 'Twice a month: 1st–15th, 16th–end',
  monthly: 'Every month',
};

export const overtimeRules = ['none', 'us-flsa', 'us-ca'] as const;
export type OvertimeRule = (typeof overtimeRules)[number];

export const overtimeLabel: Record<OvertimeRule, string> = {
  none: 'None: every hour is straight time',
  'us-flsa': 'Federal (FLSA): 1.5 × over 40 h a week',
  'us-ca': 'California: over 8 h a day, over 40 h a week, seventh day',
};

export const costBookings = ['worker', 'split'] as const;
export const costBookingLabel: Record<(typeof costBookings)[number], string> = {
  worker: 'By hours: the worker names the cost center',
  split: 'By percentage: the split of the assignment bears every hour',
};

export const taxFlows = ['principal', 'agent'] as const;
export const taxFlowLabel: Record<(typeof taxFlows)[number], string> = {
  principal: 'Principal: the MSP buys the work and sells it on',
  agent: 'Agent: the supplier is the seller, the MSP collects',
};

export const buyerTypes = ['business', 'hospital', 'government', 'nonprofit'] as const;
export const buyerTypeLabel: Record<(typeof buyerTypes)[number], string> = {
  business: 'A business',
  hospital: 'A hospital',
  government: 'A government body',
  nonprofit: 'A nonprofit organization',
};

export const fundings = ['client', 'supplier'] as const;
export type Funding = (typeof fundings)[number];

export const fundingLabel: Record<Funding, string> = {
  client: 'The client pays it on top',
  supplier: 'Kept back from the supplier',
};

export const roundings = ['line', 'statement'] as const;
export type Rounding = (typeof roundings)[number];

export const roundingLabel: Record<Rounding, string> = {
  line: 'On each line',
  statement: 'Once for a supplier’s share of a document',
};

export const flatComponents = [
  'set_up',
  'subscription',
  'per_active_worker',
  'per_timesheet',
  'minimum',
] as const;
export type FlatComponent = (typeof flatComponents)[number];

export const flatComponentLabel: Record<FlatComponent, string> = {
  set_up: 'Set-up, once',
  subscription: 'Subscription, a month',
  per_active_worker: 'For each active worker, a month',
  per_timesheet: 'For each approved timesheet',
  minimum: 'Minimum, a month',
};

export const activeWorkers = ['approved_time', 'assigned'] as const;
export type ActiveWorker = (typeof activeWorkers)[number];

export const activeWorkerLabel: Record<ActiveWorker, string> = {
  approved_time: 'Who has approved time in the month',
  assigned: 'Who is assigned on any day of the month',
};

export const rateBases = ['highest', 'p75', 'median'] as const;
export type RateBasis = (typeof rateBases)[number];

export const basisLabel: Record<RateBasis, string> = {
  highest: 'The highest rate in the file',
  p75: 'The rate that three of four stay under',
  median: 'The middle rate',
};

export const basisHint: Record<RateBasis, string> = {
  highest: 'Nobody in the file is above the card; the card caps little.',
  p75: 'The 75th percentile: the dearest quarter of the rates in the file would be above the card.',
  median: 'Half of the rates in the file would be above the card; the strictest of the three.',
};

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** @param day 0 for Sunday to 6 for Saturday */
export const weekdayLabel = (day: number): string => weekdays[day] ?? '';

export const approvalRoleLabel: Record<string, string> = {
  approver: 'Approver',
  clientFinance: 'Client finance',
  clientAdmin: 'Client administrator',
};
