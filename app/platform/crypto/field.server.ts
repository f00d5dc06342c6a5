import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { deploymentKeys } from './keyring.server.ts';
import type { Keyring } from './keyring.ts';

/** The one cell that a secret belongs to: copied into another row or column, it cannot be read. */
export type Cell = { table: string; column: string; id: string };

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const boundTo = (keyId: string, { table, column, id }: Cell) =>
  Buffer.from(JSON.stringify([VERSION, keyId, table, column, id]));

/**
 * Encrypts a secret for its cell (AES-256-GCM, NIST SP 800-38D): `v1.keyId.nonce and ciphertext and tag in base64url`.
 * The same text gives another result each time.
 */
export function sealField(text: string, cell: Cell, keyring: Keyring = deploymentKeys()): string {
  const { id, key } = keyring.newest;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(boundTo(id, cell));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${id}.${sealed.toString('base64url')}`;
}

/**
 * Decrypts what `sealField` made for this very cell.
 * @throws where the key is not known any more, or the text was changed or moved here from another cell
 */
export function openField(sealed: string, cell: Cell, keyring: Keyring = deploymentKeys()): string {
  const [version, keyId = '', body = ''] = sealed.split('.');
  const key = keyring.keys.get(keyId);
  if (version !== VERSION || !key)
    throw new Error(`${cell.table}.${cell.column}: the key «${keyId.slice(0, 32)}» is not known here`);
  const bytes = Buffer.from(body, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(boundTo(keyId, cell))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
}

/** Whether an older key sealed this, so that it is worth sealing again. */
export const isSealedWithOlderKey = (sealed: string, keyring: Keyring = deploymentKeys()): boolean =>
  sealed.split('.')[1] !== keyring.newest.id;

/** A key for one purpose only, so that what is signed for one can never stand for another (HKDF, RFC 5869). */
const keyFor = (purpose: string, key: Buffer) =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `muster ${purpose}`, 32));

/** Signs a text for a purpose: `text.keyId.mac`. */
export function signText(purpose: string, text: string, keyring: Keyring = deploymentKeys()): string {
  const { id, key } = keyring.newest;
  return `${text}.${id}.${macOf(purpose, key, text).toString('base64url')}`;
}

/** The text that was signed for this purpose, or null. */
export function readSigned(
  purpose: string,
  signed: string,
  keyring: Keyring = deploymentKeys(),
): string | null {
  const parts = signed.split('.');
  const [keyId = '', mac = ''] = parts.slice(-2);
  const text = parts.slice(0, -2).join('.');
  const key = keyring.keys.get(keyId);
  if (!key) return null;
  const expected = macOf(purpose, key, text);
  const given = Buffer.from(mac, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? text : null;
}

const macOf = (purpose: string, key: Buffer, text: string) =>
  createHmac('sha256', keyFor(purpose, key)).update(text).digest();

/**
 * What stands in the database for a value that must be found again and not be read: whoever has the table but not the
 * keys cannot try addresses until one fits. Always with the oldest key, so that a newer one changes nothing.
 */
export function blindIndex(purpose: string, value: string, keyring: Keyring = deploymentKeys()): string {
  const oldest = [...keyring.keys.values()].at(-1) ?? keyring.newest.key;
  return macOf(purpose, oldest, value).toString('hex');
}
