import * as openid from 'openid-client';
import type { Surroundings } from '#app/platform/context.server.ts';
import { log } from '#app/platform/observability/log.server.ts';
import { takeAttempt, type Attempt } from '../attempts.server.ts';
import { connectionOf, type Connection } from '../connections.server.ts';
import { letIn } from '../let-in.server.ts';
import { domainOf, isVerified, nameOf } from '../mapping.ts';
import type { Problem } from '../problems.ts';
import { discover, ProviderTrouble } from '../provider.server.ts';
import { callbackOf } from './start-sign-in.server.ts';

export type Finished =
  | { ok: true; accountId: string; membershipId: string; returnTo: string }
  | { ok: false; problem: Problem; organizationName: string | null; connectionId: string | null };

type Claims = Record<string, unknown> & { iss: string; sub: string };

/** Takes the provider's answer, checks every part of it, and finds or makes whom it speaks of. */
export async function finishSignIn(
  at: Surroundings,
  answer: URLSearchParams,
  cookieHeader: string | null,
): Promise<Finished> {
  const taken = await takeAttempt(at, answer.get('state'), cookieHeader);
  const nowhere = { organizationName: null, connectionId: null };
  if (!taken.ok) return { ok: false, problem: taken.why, ...nowhere };
  const connection = await connectionOf(at.database, taken.attempt.directoryId);
  if (!connection) return { ok: false, problem: 'off', ...nowhere };
  const refuse = (problem: Problem): Finished => {
    log('warn', 'single sign-on let nobody in', {
      requestId: at.requestId,
      directoryId: connection.id,
      problem,
    });
    return { ok: false, problem, organizationName: connection.home.name, connectionId: connection.id };
  };
  const claims = await claimsOf(at, connection, answer, taken.attempt);
  if (typeof claims === 'string') return refuse(claims);
  const email = typeof claims['email'] === 'string' ? claims['email'].trim() : '';
  const domain = domainOf(email);
  if (!domain || email.length > 254) return refuse('noAddress');
  if (!connection.domains.includes(domain)) return refuse('wrongDomain');
  if (!isVerified(claims, connection.vouchesForAddresses)) return refuse('unverified');
  const let_ = await letIn(at, connection, {
    issuer: claims.iss,
    subject: claims.sub,
    email,
    name: nameOf(claims, email),
    claims,
  });
  return let_.ok ? { ...let_, returnTo: taken.attempt.returnTo } : refuse(let_.problem);
}

/** The claims of a token that passed every check (OpenID Connect Core 3.1.3.7), or why there are none. */
async function claimsOf(
  at: Surroundings,
  { id, provider, claimRoles }: Connection,
  answer: URLSearchParams,
  { nonce, codeVerifier }: Attempt,
): Promise<Claims | Problem> {
  if (answer.has('error')) return 'declined';
  const url = new URL(callbackOf(at.baseUrl));
  url.search = answer.toString();
  try {
    const configuration = await discover(provider);
    const tokens = await openid.authorizationCodeGrant(configuration, url, {
      expectedState: answer.get('state') ?? '',
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      idTokenExpected: true,
    });
    const token = tokens.claims();
    if (!token) return 'notTrusted';
    const wanted = ['email', ...claimRoles.map(({ claim }) => claim.split('.')[0] ?? claim)];
    const isThin = wanted.some((name) => !(name in token));
    if (!isThin || !configuration.serverMetadata().userinfo_endpoint) return token;
    // Some providers keep the token small and tell the rest when asked. What the token says comes first.
    const more = await openid.fetchUserInfo(configuration, tokens.access_token, token.sub);
    return { ...more, ...token };
  } catch (error) {
    log('warn', 'the answer of a single sign-on did not pass', {
      requestId: at.requestId,
      directoryId: id,
      why: error instanceof Error ? error.message : 'unknown',
      code: error instanceof openid.ClientError ? error.code : undefined,
    });
    return isOutage(error) ? 'providerDown' : 'notTrusted';
  }
}

function isOutage(error: unknown): boolean {
  if (error instanceof ProviderTrouble) return true;
  const codes = [error, error instanceof Error ? error.cause : null].map((one) =>
    typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '',
  );
  return codes.some((code) => ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'OAUTH_TIMEOUT'].includes(code));
}
