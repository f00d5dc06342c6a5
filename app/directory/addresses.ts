import { BlockList, isIP } from 'node:net';

/** Where a request to a provider may lead besides the open internet. */
export type Reach = {
  /** This machine itself: while developing and in tests. */
  loopback: boolean;
  /** Networks that are nobody else's: a provider that stands in the same house. */
  private: boolean;
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

// IANA's special-purpose registries: what is not reachable by everybody is not asked for anybody.
const closed = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  closed.addSubnet(network, bits, 'ipv4');

// Of IPv6 only what is given out to the internet is open, without the ways that lead back into IPv4.
const open6 = new BlockList();
open6.addSubnet('2000::', 3, 'ipv6');
const closed6 = new BlockList();
for (const [network, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed6.addSubnet(network, bits, 'ipv6');

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whether an address of the network may be asked. */
export function mayReach(address: string, reach: Reach): boolean {
  const inner = mapped.exec(address)?.[1];
  if (inner) return mayReach(inner, reach);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) === 0) return false;
  if (loopback.check(address, family)) return reach.loopback || reach.private;
  const isOpen =
    family === 'ipv4'
      ? !closed.check(address, 'ipv4')
      : open6.check(address, 'ipv6') && !closed6.check(address, 'ipv6');
  // The address at which clouds hand out the machine's own credentials stays closed in any case.
  return isOpen || (reach.private && !address.startsWith('169.254.') && !/^fe[89ab]/i.test(address));
}

/** Whether a host is this machine by its name. */
export const isLoopbackHost = (host: string): boolean => {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || (isIP(bare) !== 0 && mayReachLoopbackOnly(bare));
};

const mayReachLoopbackOnly = (address: string) =>
  loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
