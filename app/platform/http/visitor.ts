import { isIPv4, isIPv6 } from 'node:net';

/** Whoever sent a request, before anybody knows who that is. */
export type Visitor = {
  /** Where from, as the server sees it; a proxy's word counts only where the server was told to believe it. */
  ip: string;
  userAgent: string | null;
};

const hextets = (ip: string): string[] => {
  const [head = '', tail] = ip.split('::');
  const before = head.split(':').filter(Boolean);
  const after = (tail ?? '').split(':').filter(Boolean);
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(Math.max(gap, 0)).fill('0'), ...after].slice(0, 8);
};

/**
 * The network of an address: `192.0.2.0/24` or `2001:db8:12:ab00::/56`, which is what one household or office is given.
 * Enough to recognize a place by and to count tries together, and not a whole address.
 */
export function ipPrefixOf(ip: string): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (isIPv4(plain)) return `${plain.split('.').slice(0, 3).join('.')}.0/24`;
  if (!isIPv6(plain)) return 'unknown';
  const [a = '0', b = '0', c = '0', d = '0'] = hextets(plain).map((part) =>
    Number.parseInt(part, 16).toString(16),
  );
  const fourth = (Number.parseInt(d, 16) & 0xff00).toString(16);
  return `${a}:${b}:${c}:${fourth}::/56`;
}

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bHeadlessChrome\/|\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/\biPhone|\biPad/, 'iOS'],
  [/\bAndroid/, 'Android'],
  [/\bWindows/, 'Windows'],
  [/\bMac OS X|\bMacintosh/, 'macOS'],
  [/\bCrOS/, 'ChromeOS'],
  [/\bLinux/, 'Linux'],
];

/** `Firefox on Windows`: what tells one's own devices apart, and no more. */
export function deviceName(userAgent: string | null): string {
  const nameOf = (known: [RegExp, string][]) => known.find(([shape]) => shape.test(userAgent ?? ''))?.[1];
  const [browser, system] = [nameOf(browsers), nameOf(systems)];
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? system ?? 'An unknown browser';
}
