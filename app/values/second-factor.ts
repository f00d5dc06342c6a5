const secondFactorLabel: Record<string, string> = { totp: 'Authenticator', passkey: 'Passkey' };

/** What somebody has beside a password, in the words of every page: `Authenticator, Passkey`, or that there is none. */
export const secondFactorsInWords = (kinds: string[]): string =>
  kinds.map((kind) => secondFactorLabel[kind] ?? kind).join(', ') || 'None';
