import { formatHours } from '#app/values/hours.ts';
import { formatAmount } from '#app/values/money.ts';
import { formatPercent } from '#app/values/percent.ts';
import { formatRate } from '#app/values/rate.ts';
import { exactAmount, exactProduct, isRounded, type Proof, type Value } from './proof.ts';

/** A value as people read it; the currency is said once on the page. */
export function valueText(value: Value, currency = 'USD'): string {
  switch (value.kind) {
    case 'money':
      return formatAmount(value.minor, currency);
    case 'hours':
      return hoursText(value.minutes);
    case 'rate':
      return formatRate(value.rate);
    case 'percent':
      return formatPercent(value.fraction);
    case 'factor':
      return value.factor.includes('.') ? value.factor.replace(/\.?0+$/, '') : value.factor;
  }
}

/** Minutes that are no hundredth of an hour are said as well, for it is they that are priced. */
const hoursText = (minutes: number): string =>
  minutes % 3 === 0 ? `${formatHours(minutes)} h` : `${formatHours(minutes)} h (${minutes} min)`;

/** The parts with the sign between them, such as `40.00 h × 87.00`; null where the list below says it better. */
export function formula({ operation, parts }: Proof, currency = 'USD'): string | null {
  const texts = parts.map(({ value }) => valueText(value, currency));
  if (parts.length === 0) return null;
  switch (operation.kind) {
    case 'share':
      return parts[1]?.value.kind === 'percent' ? times(texts, operation.negative) : null;
    case 'product':
      return times(texts, operation.negative);
    case 'least':
      return `the least of ${texts.join(' and ')}`;
    case 'sum':
      return parts.length === 1 || parts.length > 6 ? null : texts.join(' + ').replaceAll('+ −', '− ');
    default:
      return null;
  }
}

/** A minus before what has one already would be lost on the reader. */
function times(texts: string[], negative = false): string {
  const product = texts.join(' × ');
  if (!negative) return product;
  return product.startsWith('−') ? `−(${product})` : `−${product}`;
}

/** `Rounded once, half away from zero, from 427.505`; undefined where the product was whole already. */
export function roundingOf(parts: Proof[], currency: string): string | undefined {
  const exact = exactProduct(parts, 'money', currency);
  return isRounded(exact)
    ? `Rounded once, half away from zero, from ${exactAmount(exact, currency)}`
    : undefined;
}

export const payCodeName: Record<string, string> = {
  ST: 'Straight time',
  OT: 'Overtime',
  DT: 'Double time',
  EXP: 'Expense',
  MSC: 'Charge',
  RBT: 'Volume rebate',
};

export const isTime = (payCode: string): boolean => ['ST', 'OT', 'DT'].includes(payCode);

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(place: number): string {
  const teen = place % 100 >= 11 && place % 100 <= 13;
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${place}${ending}`;
}

/** How a cent found its line, after the largest remainders. */
export function shareWords(
  { place, leftOver }: { place: number; leftOver: number },
  exact: string,
  what: string,
): string {
  if (leftOver === 0) return `The exact share is ${exact}; no cent was left over ${what}.`;
  const cents = leftOver === 1 ? '1 cent was' : `${leftOver} cents were`;
  const got = place <= leftOver ? 'so one came here' : 'so none came here';
  return `The exact share is ${exact}, rounded down first; ${cents} left over ${what} and given to the largest remainders: this is the ${ordinal(place)}, ${got}.`;
}
