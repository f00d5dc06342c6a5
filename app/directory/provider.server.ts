import * as openid from 'openid-client';
import { problem, type Problem } from '#app/values/result.ts';
import { isLoopbackHost } from './addresses.ts';
import { guardedFetch, NotAsked, reachOf } from './outgoing.server.ts';

/** What an organization says of its provider; the secret in clear, for the length of a request. */
export type Provider = { issuer: string; registeredAs: string; secret: string };

/**
 * How an identity token may be signed: by a key pair of the provider's. Never `none`, and never with a secret that both
 * sides know, by which either could have signed.
 */
export const ALLOWED_SIGNATURES = ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];

const TIMEOUT_SECONDS = 8;

/** Why a provider cannot be used as it is set up, each with its field on the page of the settings. */
export class ProviderTrouble extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

const trouble = (field: string, message: string) => new ProviderTrouble(problem(field, message));

/**
 * Asks a provider how it works (OpenID Connect Discovery 1.0) and prepares to work with it.
 * @throws ProviderTrouble with the field that is wrong
 */
export async function discover({ issuer, registeredAs, secret }: Provider): Promise<openid.Configuration> {
  const server = issuerAddress(issuer);
  const found = await ask(server, registeredAs);
  const { supportsPKCE: _method, ...metadata } = found.serverMetadata();
  // Providers of many tenants answer to one address for all of them; anybody's tenant would then be let in.
  if (new URL(metadata.issuer).href !== server.href)
    throw trouble(
      'issuer',
      `The provider calls itself «${metadata.issuer}». Enter exactly that, unless it stands for many organizations at once.`,
    );
  insistOnEndpoints(metadata);
  const signatures = (metadata.id_token_signing_alg_values_supported ?? ['RS256']).filter((name) =>
    ALLOWED_SIGNATURES.includes(name),
  );
  if (signatures.length === 0)
    throw trouble('issuer', `The provider signs with none of ${ALLOWED_SIGNATURES.join(', ')}.`);
  const configuration = new openid.Configuration(
    { ...metadata, id_token_signing_alg_values_supported: signatures },
    registeredAs,
    undefined,
    (metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic']).includes('client_secret_post')
      ? openid.ClientSecretPost(secret)
      : openid.ClientSecretBasic(secret),
  );
  configuration.timeout = TIMEOUT_SECONDS;
  configuration[openid.customFetch] = guardedFetch;
  if (server.protocol === 'http:') openid.allowInsecureRequests(configuration);
  // Without this the library trusts a token because of the connection it came over, and looks at no signature.
  openid.enableNonRepudiationChecks(configuration);
  return configuration;
}

function issuerAddress(issuer: string): URL {
  if (!URL.canParse(issuer)) throw trouble('issuer', 'This is not an address. It begins with https://.');
  const server = new URL(issuer);
  if (server.search || server.hash)
    throw trouble('issuer', 'The address of the provider has neither ? nor # in it.');
  if (server.pathname.includes('/.well-known/'))
    throw trouble('issuer', 'Leave out /.well-known/ and what follows: Muster finds it by itself.');
  return server;
}

async function ask(server: URL, registeredAs: string): Promise<openid.Configuration> {
  const mayBeInsecure = server.protocol === 'http:' && isLoopbackHost(server.hostname);
  try {
    return await openid.discovery(server, registeredAs, undefined, openid.None(), {
      timeout: TIMEOUT_SECONDS,
      [openid.customFetch]: guardedFetch,
      execute: mayBeInsecure && reachOf().loopback ? [openid.allowInsecureRequests] : [],
    });
  } catch (error) {
    throw trouble('issuer', whyNotFound(error));
  }
}

function whyNotFound(error: unknown): string {
  const chain = [error, error instanceof Error ? error.cause : undefined];
  const refusal = chain.find((one) => one instanceof NotAsked);
  if (refusal instanceof NotAsked) return refusal.message;
  const codes = chain.map((one) =>
    typeof one === 'object' && one !== null && 'code' in one ? one.code : undefined,
  );
  if (codes.includes('ENOTFOUND') || codes.includes('EAI_AGAIN'))
    return 'There is no machine of this name. Check the spelling.';
  if (codes.includes('ECONNREFUSED')) return 'Nothing answers at this address.';
  if (codes.includes('OAUTH_HTTP_REQUEST_FORBIDDEN')) return 'The address must begin with https://.';
  if (codes.includes('OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'))
    return `The provider there calls itself by another address. Enter the issuer exactly as the provider writes it.`;
  if (codes.includes('OAUTH_RESPONSE_IS_NOT_CONFORM') || codes.includes('OAUTH_RESPONSE_IS_NOT_JSON'))
    return 'Something answers there, but no OpenID Connect provider: /.well-known/openid-configuration was not found.';
  return 'The provider did not answer in time, or not in a way that could be understood.';
}

type Endpoints = {
  authorization_endpoint?: string;
  token_endpoint?: string;
  jwks_uri?: string;
  code_challenge_methods_supported?: string[];
};

/** The browser is sent to one of these, and the secret to another: both must be where secrets may go. */
function insistOnEndpoints(metadata: Endpoints): void {
  for (const [name, address] of [
    ['sign-in page', metadata.authorization_endpoint],
    ['token address', metadata.token_endpoint],
    ['list of keys', metadata.jwks_uri],
  ] as const) {
    if (!address || !URL.canParse(address)) throw trouble('issuer', `The provider names no ${name}.`);
    const { protocol, hostname } = new URL(address);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLoopbackHost(hostname)))
      throw trouble('issuer', `The provider’s ${name} is not at an https:// address.`);
  }
  const methods = metadata.code_challenge_methods_supported;
  if (methods && !methods.includes('S256'))
    throw trouble('issuer', 'The provider does not know PKCE with S256, which Muster insists on.');
}

/**
 * Shows the provider the id and the secret with a code that never was: one that knows us complains of the code.
 * @throws ProviderTrouble
 */
export async function checkCredentials(configuration: openid.Configuration, callback: string): Promise<void> {
  try {
    await openid.genericGrantRequest(configuration, 'authorization_code', {
      code: 'a-code-that-never-was',
      redirect_uri: callback,
      code_verifier: openid.randomPKCECodeVerifier(),
    });
  } catch (error) {
    const said = error instanceof openid.ResponseBodyError ? error.error : null;
    if (said === 'invalid_client' || error instanceof openid.WWWAuthenticateChallengeError)
      throw trouble('secret', 'The provider does not accept this client id with this secret.');
    if (said === 'unauthorized_client')
      throw trouble('registeredAs', 'The provider does not let this client use the authorization code flow.');
    if (said === null)
      throw trouble(
        'issuer',
        'The provider’s token address did not answer in a way that could be understood.',
      );
  }
}
