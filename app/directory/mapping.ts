import type { Role } from '#app/values/roles.ts';

/** Which value of which claim gives which role. */
export type ClaimRole = { claim: string; value: string; role: Role };

const MOST_VALUES = 1000;

/** What a name stands for: the claim of that very name, or else a path such as `realm_access.roles`. */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const step of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string, unknown>)[step];
  }
  return found;
}

/** The values of a claim as texts, whether the provider sends one or a list of them. */
export function valuesOf(claims: Record<string, unknown>, name: string): string[] {
  const found = claimAt(claims, name);
  return (Array.isArray(found) ? found.slice(0, MOST_VALUES) : [found])
    .filter((value) => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    .map(String);
}

/** The roles that somebody's claims give, each once. Values are compared as they are written. */
export function rolesFromClaims(claims: Record<string, unknown>, given: ClaimRole[]): Role[] {
  const roles = given
    .filter(({ claim, value }) => valuesOf(claims, claim).includes(value))
    .map(({ role }) => role);
  return [...new Set(roles)];
}

/** The domain of an e-mail address in lower case, or null where there is none. */
export function domainOf(email: string): string | null {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  return at > 0 && domain.length > 0 ? domain : null;
}

/**
 * Whether the provider says that the address belongs to the person. Silence counts only where the organization
 * declared that its provider gives every address itself; a spoken «no» always counts.
 */
export function isVerified(claims: Record<string, unknown>, vouchesForAddresses: boolean): boolean {
  const said = claims['email_verified'];
  if (said === undefined) return vouchesForAddresses;
  return said === true || said === 'true';
}

/** A name to show: what the provider calls the person, or what stands before the @. */
export function nameOf(claims: Record<string, unknown>, email: string): string {
  const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
  const whole = text(claims['name']) || `${text(claims['given_name'])} ${text(claims['family_name'])}`.trim();
  return (whole || email.slice(0, email.lastIndexOf('@'))).slice(0, 120);
}
