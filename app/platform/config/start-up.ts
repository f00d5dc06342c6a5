/** The secrets that stand in `.env.example` and in every manual: whoever reads them can use them. */
const EXAMPLE_SECRETS = new Set([
  ...[
    'password',
    'secret',
    'changeme',
    'change-me',
    'example',
    'muster',
    'muster-demo',
    'postgres',
    'admin',
    'test',
  ],
  ...['123456', '12345678', 'passw0rd', 'letmein', 'base64'],
]);

type Environment = Record<string, string | undefined>;

const passwordIn = (address: string | undefined): string | null => {
  if (!address || !URL.canParse(address)) return null;
  const { password } = new URL(address);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
};

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[|\]$/g, '');
const isThisMachine = (host: string) =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\./.test(host);

/** A secret of random bytes does not look like this. */
function isGuessable(secret: string): boolean {
  const bare = secret.toLowerCase();
  return EXAMPLE_SECRETS.has(bare) || /^(?:example|change|your|todo)/.test(bare) || /^(.)\1*$/.test(bare);
}

/**
 * Why a production server must not start with these settings; empty where it may. A deployment on this machine needs
 * none. `MUSTER_INSECURE=1` allows a public address without https, for a network that encrypts below us.
 */
export function whyNotStart(env: Environment): string[] {
  const reasons: string[] = [];
  for (const name of ['DATABASE_URL', 'SMTP_URL']) {
    const address = env[name];
    const password = passwordIn(address);
    if (!address || !password || !isGuessable(password)) continue;
    if (name === 'DATABASE_URL' && isThisMachine(hostOf(address))) continue;
    reasons.push(`${name} has the password of the example, which everybody knows. Choose one of your own.`);
  }
  for (const [name, secret] of Object.entries(env))
    if (/^MUSTER_(?:KEYS?|SECRET)/.test(name) && secret && holdsExample(secret))
      reasons.push(`${name} has the value of an example, which everybody knows. Make one of your own.`);
  const publicUrl = env['PUBLIC_URL'];
  if (publicUrl && URL.canParse(publicUrl)) {
    const host = hostOf(publicUrl);
    const plain = !publicUrl.startsWith('https:');
    if (plain && !isThisMachine(host) && env['MUSTER_INSECURE'] !== '1')
      reasons.push(
        'PUBLIC_URL is not https, so sessions and passwords would cross the network in the open. Use https, or set MUSTER_INSECURE=1.',
      );
  }
  return reasons;
}

const holdsExample = (secret: string): boolean =>
  secret
    .split(/[,;\s]+/)
    .some(
      (part) =>
        isGuessable(part.split(/[:=]/).at(-1) ?? '') ||
        /^[A0]{16,}={0,2}$/.test(part.split(':').at(-1) ?? ''),
    );

/** What works, but is worth a line in the log of a production server. */
export function worthAWarning(env: Environment): string[] {
  const warnings: string[] = [];
  if (!env['PUBLIC_URL'])
    warnings.push(
      'PUBLIC_URL is not set: links in mail lead to localhost, and cookies are not marked secure',
    );
  if (!env['SMTP_URL']) warnings.push('SMTP_URL is not set: mail, invitations too, is kept and not sent');
  if (env['MUSTER_INSECURE'] === '1') warnings.push('MUSTER_INSECURE is set: a public address without https');
  return warnings;
}
