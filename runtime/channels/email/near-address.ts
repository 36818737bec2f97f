import { BlockList, isIP, isIPv6 } from 'node:net';

const near = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  near.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  near.addSubnet(network, prefix, 'ipv6');
}

/** Whether a peer sits on this machine or in its private network (RFC 1918, 4193): a mail server of one's own. */
export function isNearAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(plain) === 0) return false;
  return near.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}
