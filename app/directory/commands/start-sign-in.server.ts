import * as openid from 'openid-client';
import type { Surroundings } from '#app/platform/context.server.ts';
import { log } from '#app/platform/observability/log.server.ts';
import { rememberAttempt } from '../attempts.server.ts';
import { connectionOf } from '../connections.server.ts';
import type { Problem } from '../problems.ts';
import { discover, ProviderTrouble } from '../provider.server.ts';

/** Where providers send people back to. */
export const callbackOf = (baseUrl: string) => `${baseUrl}/sign-in/sso/callback`;

export type Started = { ok: true; to: string; cookie: string } | { ok: false; problem: Problem };

/**
 * Begins a sign-in at an organization's own provider: authorization code flow with PKCE, state and nonce, all three kept
 * here and bound to this browser.
 * @returns where the browser goes, and the cookie that binds it
 */
export async function startSignIn(
  at: Surroundings,
  connectionId: string,
  { returnTo, cookieHeader }: { returnTo: string; cookieHeader: string | null },
): Promise<Started> {
  const connection = await connectionOf(at.database, connectionId);
  if (!connection) return { ok: false, problem: 'off' };
  try {
    const configuration = await discover(connection.provider);
    const [state, nonce] = [openid.randomState(), openid.randomNonce()];
    const codeVerifier = openid.randomPKCECodeVerifier();
    const to = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: callbackOf(at.baseUrl),
      scope: 'openid email profile',
      response_type: 'code',
      code_challenge: await openid.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const attempt = { directoryId: connectionId, organizationId: connection.home.id };
    const cookie = await rememberAttempt(
      at,
      { ...attempt, state, nonce, codeVerifier, returnTo },
      cookieHeader,
    );
    return { ok: true, to: to.href, cookie };
  } catch (error) {
    if (!(error instanceof ProviderTrouble)) throw error;
    log('warn', 'the provider of a single sign-on cannot be used', {
      requestId: at.requestId,
      directoryId: connectionId,
      why: error.message,
    });
    return { ok: false, problem: 'providerDown' };
  }
}
