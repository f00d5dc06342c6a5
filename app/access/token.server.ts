import { createHash, randomBytes } from 'node:crypto';

/** A secret for a link, and what is stored of it: whoever reads the table cannot make the link again. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashOfToken(token) };
}

export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');
