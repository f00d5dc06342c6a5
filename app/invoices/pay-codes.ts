const words: Record<string, string> = { ST: 'Straight', OT: 'Overtime', DT: 'Double time' };

/** A pay code as documents and pages spell it out. */
export const payCodeWord = (payCode: string): string => words[payCode] ?? payCode;
