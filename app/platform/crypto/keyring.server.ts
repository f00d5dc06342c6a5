import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createOnce, readIfThere } from '#db/embedded-lock.ts';
import { dataDirectory } from '#db/embedded.ts';
import { KEY_BYTES, parseKeys, type Keyring } from './keyring.ts';

type Environment = Record<string, string | undefined>;

/** Where a deployment with the built-in database keeps the key that it made for itself, in the form of MUSTER_KEYS. */
const keysFile = (dataDir: string) => path.join(dataDir, 'keys');

/**
 * The keys of this deployment: those of MUSTER_KEYS, or one that is made once and kept in the data directory, readable
 * by its owner only.
 */
export function loadKeys(env: Environment = process.env, dataDir: string = dataDirectory()): Keyring {
  if (env['MUSTER_KEYS']) return parseKeys(env['MUSTER_KEYS']);
  const file = keysFile(dataDir);
  if (readIfThere(file) === null) {
    mkdirSync(dataDir, { recursive: true });
    const id = randomBytes(4).toString('hex');
    createOnce(file, `${id}:${randomBytes(KEY_BYTES).toString('base64')}\n`);
  }
  return parseKeys(readIfThere(file) ?? '');
}

let loaded: Keyring | undefined;

/** The same, read once by each process. */
export const deploymentKeys = (): Keyring => (loaded ??= loadKeys());

/**
 * A database of one's own may be read by several machines, and a key that lies on one of them is lost with it.
 * @throws where such a deployment names no keys
 */
export function insistOnKeys(
  { production, demo }: { production: boolean; demo: boolean },
  env: Environment = process.env,
): void {
  if (!production || demo || !env['DATABASE_URL'] || env['MUSTER_KEYS']) return;
  throw new Error(
    'DATABASE_URL is set and MUSTER_KEYS is not. Secrets in the database are encrypted with keys that are kept ' +
      'elsewhere; make one with\n' +
      `  node -e "console.log('2026-11:' + require('crypto').randomBytes(32).toString('base64'))"\n` +
      'set it as MUSTER_KEYS, and keep a copy where the backups of the database are not.',
  );
}
