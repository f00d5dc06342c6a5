const whole = new Intl.NumberFormat('en-US');

/** `1 payment`, `1,284 payments`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;

/** How people name a payment run. */
export const runRef = (number: number): string => `PR-${number}`;
