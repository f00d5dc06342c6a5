const whole = new Intl.NumberFormat('en-US');

/** `1 line`, `1,284 lines`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole.format(count)} ${count === 1 ? one : many}`;
