/** The keys of a deployment. The newest encrypts, all of them decrypt. */
export type Keyring = {
  newest: { id: string; key: Buffer };
  keys: ReadonlyMap<string, Buffer>;
};

export const KEY_BYTES = 32;
const KEYS_LIMIT = 20;
const idShape = /^[a-z0-9][a-z0-9-]{0,31}$/;

/**
 * Reads `id:base64key,id2:base64key`, the newest first.
 * @throws with what is wrong and with which key, never with a key
 */
export function parseKeys(text: string): Keyring {
  const entries = text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0 || entries.length > KEYS_LIMIT)
    throw new Error(`MUSTER_KEYS holds ${entries.length} keys; between 1 and ${KEYS_LIMIT} can be used.`);
  const keys = new Map<string, Buffer>();
  for (const [index, entry] of entries.entries()) {
    const colon = entry.indexOf(':');
    const id = entry.slice(0, Math.max(colon, 0));
    if (!idShape.test(id))
      throw new Error(`MUSTER_KEYS: key ${index + 1} has no id such as «2026-11» before a colon.`);
    if (keys.has(id)) throw new Error(`MUSTER_KEYS names «${id}» twice.`);
    const key = Buffer.from(entry.slice(colon + 1), 'base64');
    if (key.length !== KEY_BYTES)
      throw new Error(`MUSTER_KEYS: the key «${id}» is not ${KEY_BYTES} bytes in base64.`);
    // What somebody typed for a try is no secret.
    if (new Set(key).size < 8) throw new Error(`MUSTER_KEYS: the key «${id}» is not random.`);
    keys.set(id, key);
  }
  const [first] = keys;
  if (!first) throw new Error('MUSTER_KEYS is empty.');
  return { newest: { id: first[0], key: first[1] }, keys };
}
