import Big from 'big.js';

/**
 * The house's one decimal type: big.js, kept apart from anyone else's settings. It rounds half away from zero,
 * which is what PostgreSQL's `round(numeric)` does, so that what is priced in SQL and in TypeScript agrees.
 */
export const Decimal = Big();
Decimal.DP = 20;
Decimal.RM = Big.roundHalfUp;

/** Text longer than this is not a number that a person wrote. */
const MAX_NUMBER_LENGTH = 40;

const SIGN = String.raw`([-−]?)\s*`;
const CURRENCY = String.raw`(?:[$€£¥]|[A-Za-z]{3}(?=[\s\d]))?\s*`;
const MONEY_SHAPE = new RegExp(`^${SIGN}${CURRENCY}${SIGN}([\\d.,]+)\\s*(?:[$€£¥]|\\s[A-Za-z]{3})?$`);

const PLAIN = /^(?:\d+\.?\d*|\.\d+)$/;
const COMMA_GROUPS = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;
const DECIMAL_COMMA = /^(?:\d+|\d{1,3}(?:\.\d{3})+),\d{1,2}$/;

/**
 * Reads a number as people and spreadsheet programs write it: `67.55`, `$67.55 `, `1,200.5`, `−174.00`, `67,55`.
 * A comma before three digits groups thousands; before one or two it is the decimal point of other countries.
 * @returns the exact canonical decimal (`1200.5`), or null where it is no number or needs more than `places`
 */
export function parseDecimal(text: string, places: number): string | null {
  if (text.length > MAX_NUMBER_LENGTH) return null;
  const shape = MONEY_SHAPE.exec(text.trim());
  if (!shape) return null;
  const [, before = '', after = '', digits = ''] = shape;
  if (before && after) return null;
  const plain = withDecimalPoint(digits);
  if (plain === null) return null;
  const value = new Decimal(plain);
  if (!value.round(places, Big.roundDown).eq(value)) return null;
  const negative = (before || after) && !value.eq(0);
  return `${negative ? '-' : ''}${value.toFixed()}`;
}

function withDecimalPoint(digits: string): string | null {
  if (PLAIN.test(digits)) return digits.replace(/\.$/, '').replace(/^\./, '0.');
  if (COMMA_GROUPS.test(digits)) return digits.replaceAll(',', '').replace(/\.$/, '');
  if (DECIMAL_COMMA.test(digits)) return digits.replaceAll('.', '').replace(',', '.');
  return null;
}

/**
 * A whole number out of exact arithmetic, as a JavaScript number.
 * Throws `RangeError` beyond ±(2⁵³ − 1), where integers stop being exact.
 */
export function toSafeInteger(value: Big): number {
  const integer = Number(value.toFixed(0));
  if (!Number.isSafeInteger(integer))
    throw new RangeError(`${value.toFixed()} is too large to be counted exactly`);
  return integer === 0 ? 0 : integer;
}

/** `4828.5` with two places → `4,828.50`; a negative carries a true minus: `−174.00`. */
export function formatDecimal(value: Big, places: number): string {
  const [whole = '0', fraction] = value.abs().toFixed(places).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value.lt(0) && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
