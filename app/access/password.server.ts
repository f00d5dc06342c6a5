import { hash, verify, type Options } from '@node-rs/argon2';
import { problem, type Problem } from '#app/values/result.ts';
import { isAmongTheFirstTried } from './tried-first.server.ts';
import { PASSWORD_MAX_LENGTH, whyNot } from './password-rule.ts';

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies Options;

/** Each takes its memory for a while: many who knock at once wait for one another, and nobody for memory. */
const AT_ONCE = 4;
let working = 0;
const queue: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (working >= AT_ONCE) await new Promise<void>((resolve) => queue.push(resolve));
  else working += 1;
  try {
    return await work();
  } finally {
    // Whoever is next takes over this place; it never becomes free in between.
    const next = queue.shift();
    if (next) next();
    else working -= 1;
  }
}

/** How many are being computed, for a test. */
export const hashesAtWork = (): number => working;

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), parameters));

// Checked against when nobody has the e-mail, so that an unknown person takes as long to refuse as a known one.
let nobodysHash: Promise<string> | undefined;

/** Whether the password is the one behind the hash; the same work is done where there is no hash. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('nobody has this password');
  const against = stored ?? (await nobodysHash);
  const typed = [...password].length > PASSWORD_MAX_LENGTH ? '' : password.normalize('NFC');
  return (await inTurn(() => verify(against, typed))) && stored !== null;
}

/** Whether a hash was made with less work than is asked for today, and so is made anew while the password is at hand. */
export function isWeak(stored: string): boolean {
  const [, memory, time] = /\bm=(\d+),t=(\d+),p=\d+/.exec(stored) ?? [];
  return Number(memory ?? 0) < parameters.memoryCost || Number(time ?? 0) < parameters.timeCost;
}

/**
 * What is wrong with a new password, at its field; null where nothing is.
 * @param facts the person's name, e-mail and organization
 */
export async function passwordProblem(
  password: string,
  facts: string[],
  field = 'password',
): Promise<Problem | null> {
  const why = whyNot(password, facts, await isAmongTheFirstTried());
  return why ? problem(field, why) : null;
}
