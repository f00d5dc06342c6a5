/** Codes that people copy from somewhere: six digits of an authenticator, and sixteen characters of a recovery code. */

/** Crockford's base 32: no i, l, o and u, which are taken for others. */
export const recoveryLetters = '0123456789abcdefghjkmnpqrstvwxyz';
export const RECOVERY_LENGTH = 16;

/** What people type around digits is dropped: `123 456`, `123-456`. */
export const digitsOf = (typed: string): string => typed.replaceAll(/[\s-]/g, '');

export const isTotpCode = (typed: string): boolean => /^[0-9]{6}$/.test(digitsOf(typed));

/** A recovery code as it is compared: small letters, nothing in between, and what was misread put right. */
export const plainRecoveryCode = (typed: string): string =>
  typed
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');

export const isRecoveryCode = (typed: string): boolean => plainRecoveryCode(typed).length === RECOVERY_LENGTH;

/** `ABCD EFGH …`: in groups, for whoever reads or types it. */
export const inGroups = (text: string, size: number, between = ' '): string =>
  text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(between) ?? '';
