import { formatAmount } from '#app/values/money.ts';

const whole = new Intl.NumberFormat('en-US');

/** `1 line`, `1,284 lines`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

/** How people name a correction. */
export const correctionRef = (number: number): string => `C-${number}`;

/** A difference with its sign said, also where it is above zero: `+36.00`, `USD −360.00`, `0.00`. */
export const signedMoney = (minor: number, currency?: string): string => {
  const text = `${minor > 0 ? '+' : ''}${formatAmount(minor, currency)}`;
  return currency ? `${currency} ${text}` : text;
};

const words: Record<string, string> = {
  ST: 'Straight time',
  OT: 'Overtime',
  DT: 'Double time',
  EXP: 'Expense',
  MSC: 'Miscellaneous',
  RBT: 'Rebate',
};

export const payCodeWord = (code: string): string => words[code] ?? code;
export const isTime = (code: string): boolean => code === 'ST' || code === 'OT' || code === 'DT';
