import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { Db } from '#db/connection.ts';
import { passkey } from '#db/schema/index.ts';

const sha256 = (content: Uint8Array | string) => createHash('sha256').update(content).digest();
const base64url = (content: Uint8Array | string) => Buffer.from(content).toString('base64url');

/** What it says of the person who holds it, and of what it sends along (WebAuthn, section 6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

/** The public key as WebAuthn writes it: an ES256 key in COSE (RFC 9053, section 7.1). */
function coseOf({ x = '', y = '' }: { x?: string; y?: string }): Uint8Array {
  const key = new Map<number, number | Uint8Array>([
    ...([[1, 2], [3, -7], [-1, 1]] as const), // prettier-ignore
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ]);
  return isoCBOR.encode(key);
}

/**
 * A security key with one passkey on it, which vouches for nothing but itself (attestation `none`).
 * @param origin of the pages that it is used on
 */
export function anAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cose = coseOf(publicKey.export({ format: 'jwk' }));
  const id = randomBytes(16);

  function authenticatorData(flags: number, counter: number): Buffer {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(counter);
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), counted]);
  }
  const clientData = (type: string, challenge: string) =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  /** As JSON, the way a page's script posts it. */
  const answer = (response: Record<string, string>) =>
    JSON.stringify({
      ...{ id: base64url(id), rawId: base64url(id), type: 'public-key', clientExtensionResults: {} },
      response,
    });

  return {
    /** Makes the passkey, as a page asks. */
    register({ challenge }: { challenge: string }): string {
      const ofNoModel = Buffer.alloc(16);
      const named = [ofNoModel, Buffer.from([0, id.length]), id, cose];
      const said = authenticatorData(PRESENT | VERIFIED | WITH_KEY, 0);
      const attestation = new Map<string, string | Map<string, never> | Uint8Array>([
        ['fmt', 'none'],
        ['attStmt', new Map<string, never>()],
        ['authData', new Uint8Array(Buffer.concat([said, ...named]))],
      ]);
      return answer({
        clientDataJSON: base64url(clientData('webauthn.create', challenge)),
        attestationObject: base64url(isoCBOR.encode(attestation)),
      });
    },
    /** Has the passkey kept for somebody, past every page. */
    async keepFor(db: Db, accountId: string): Promise<void> {
      await db.insert(passkey).values({
        ...{ accountId, credentialId: base64url(id), name: 'A key', counter: 0 },
        publicKey: Buffer.from(cose),
      });
    },
    /** Proves that the passkey is at hand, as a page asks. Keys of a phone count nothing: 0 each time. */
    prove({ challenge }: { challenge: string }, { counter = 0, verified = true } = {}): string {
      const data = clientData('webauthn.get', challenge);
      const said = authenticatorData(PRESENT | (verified ? VERIFIED : 0), counter);
      return answer({
        clientDataJSON: base64url(data),
        authenticatorData: base64url(said),
        signature: base64url(sign('sha256', Buffer.concat([said, sha256(data)]), privateKey)),
      });
    },
  };
}
