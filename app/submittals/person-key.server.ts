import { createHash } from 'node:crypto';
import { normalizedEmail } from './rules.ts';

/**
 * The same for the same human, whoever presents them, and nothing by itself: SHA-256 of the normalized e-mail address.
 * Two suppliers that present one person are found by it without either learning of the other.
 */
export const personKeyOf = (email: string): string =>
  createHash('sha256').update(normalizedEmail(email)).digest('hex');
