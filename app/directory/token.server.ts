import { createHash, randomBytes } from 'node:crypto';

/** A secret for a directory to show, and what is stored of it. The beginning lets scanners of leaked secrets know it. */
export function newDirectoryToken(): { token: string; tokenHash: string } {
  const token = `muster_scim_${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: hashOfDirectoryToken(token) };
}

export const hashOfDirectoryToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex');
