import { problem, type Problem } from '#app/values/result.ts';

export const bankCodeKinds = ['USABA', 'BIC', 'GBDSC'] as const;
export type BankCodeKind = (typeof bankCodeKinds)[number];

export type BankDetails = {
  accountNumber: string;
  bankCode: string;
  bankCodeKind: BankCodeKind;
  /** ISO 3166-1, two letters. */
  country: string;
};

/** What each way of naming a bank is called by the people who hold an account there. */
export const bankCodeWord: Record<BankCodeKind, string> = {
  USABA: 'Routing number',
  BIC: 'BIC',
  GBDSC: 'Sort code',
};

/** Length of an IBAN by country (SWIFT IBAN registry), for the countries that programs pay to most. */
const ibanLengths: Record<string, number> = {
  ...{ AD: 24, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24, FI: 18 },
  ...{ FR: 27, GB: 22, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20, LU: 20, LV: 21 },
  ...{ MC: 27, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24, SE: 24, SI: 19, SK: 24, SM: 27 },
};

const looksLikeIban = (account: string) => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(account);

/** Whether the account number is an IBAN with the right check digits (ISO 13616, modulo 97 of ISO/IEC 7064). */
export function isIban(account: string): boolean {
  if (!looksLikeIban(account)) return false;
  const length = ibanLengths[account.slice(0, 2)];
  if (length !== undefined && account.length !== length) return false;
  const moved = account.slice(4) + account.slice(0, 4);
  let remainder = 0;
  for (const character of moved) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Whether nine digits are a routing number of the American Bankers Association: weights 3, 7, 1. */
export function isRoutingNumber(code: string): boolean {
  if (!/^\d{9}$/.test(code) || code === '000000000') return false;
  const weighted = [...code].reduce(
    (total, digit, place) => total + Number(digit) * ([3, 7, 1][place % 3] ?? 0),
    0,
  );
  return weighted % 10 === 0;
}

/** A Business Identifier Code, ISO 9362: eight or eleven characters, the country in the middle. */
export const isBic = (code: string): boolean => /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(code);

/** What is wrong with bank details, at its field. Catches a slipped digit before money goes to a stranger. */
export function bankProblems({ accountNumber, bankCode, bankCodeKind, country }: BankDetails): Problem[] {
  const problems: Problem[] = [];
  const iban = looksLikeIban(accountNumber);
  if (bankCodeKind === 'USABA') {
    if (!isRoutingNumber(bankCode))
      problems.push(
        problem(
          'bankCode',
          'A routing number has nine digits, and its check digit must fit. Compare it with a check.',
        ),
      );
    if (!/^\d{4,17}$/.test(accountNumber))
      problems.push(problem('accountNumber', 'An American account number has 4 to 17 digits.'));
    if (country !== 'US') problems.push(problem('country', 'A routing number names a bank in the US.'));
  } else if (bankCodeKind === 'GBDSC') {
    if (!/^\d{6}$/.test(bankCode)) problems.push(problem('bankCode', 'A sort code has six digits.'));
    if (!/^\d{8}$/.test(accountNumber))
      problems.push(problem('accountNumber', 'A British account number has eight digits.'));
    if (country !== 'GB') problems.push(problem('country', 'A sort code names a bank in GB.'));
  } else {
    if (!isBic(bankCode))
      problems.push(problem('bankCode', 'A BIC has eight or eleven characters, such as COBADEFFXXX.'));
    if (iban ? !isIban(accountNumber) : country in ibanLengths)
      problems.push(
        problem(
          'accountNumber',
          'This is no valid IBAN: its check digits do not fit. Compare it with a bank statement.',
        ),
      );
    else if (iban && accountNumber.slice(0, 2) !== country)
      problems.push(problem('country', `The IBAN is of ${accountNumber.slice(0, 2)}.`));
  }
  return problems;
}

/** `DE89370400440532013000` → `····3000`: enough to tell two accounts apart, not enough to use one. */
export const masked = (accountNumber: string): string => `····${accountNumber.slice(-4)}`;

/** Hours between confirmation and the first payment to a new account. */
export const COOL_OFF_HOURS = 24;

/** The moment from which a confirmed account is paid to. */
export const usableFrom = (confirmedAt: Date): Date =>
  new Date(confirmedAt.getTime() + COOL_OFF_HOURS * 3_600_000);
