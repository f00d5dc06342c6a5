const words: Record<string, string> = {
  ST: 'Straight',
  OT: 'Overtime',
  DT: 'Double time',
  EXP: 'Expense',
  MSC: 'Charge',
  RBT: 'Rebate',
};

/** A pay code as documents and pages spell it out. */
export const payCodeWord = (payCode: string): string => words[payCode] ?? payCode;

const time = new Set(['ST', 'OT', 'DT']);

/** Whether the code stands for hours; the others are expenses, charges and rebates. */
export const isTime = (payCode: string): boolean => time.has(payCode);
