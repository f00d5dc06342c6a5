import { hash, verify, type Options } from '@node-rs/argon2';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const parameters: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;

export const hashPassword = (password: string): Promise<string> => hash(password, parameters);

// Checked against when nobody has the e-mail, so that an unknown person takes as long to refuse as a known one.
let nobodysHash: Promise<string> | undefined;

/** Whether the password is the one behind the hash; the same work is done where there is no hash. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await nobodysHash), password.slice(0, PASSWORD_MAX_LENGTH));
  return stored !== null && matches;
}
