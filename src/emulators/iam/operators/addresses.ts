import { BlockList, isIP } from 'node:net';
import type { Operator } from './comparison';

/** The operator on IP addresses: a range of either family, or one address. What is no range holds none. */
export const addresses = {
  IpAddress: (wanted) => {
    const [, address = '', prefix] = /^([^/]*)(?:\/(\d+))?$/.exec(wanted) ?? [];
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    const bits = family === 'ipv6' ? 128 : 32;
    const length = prefix === undefined ? bits : Number(prefix);
    const range = new BlockList();
    if (isIP(address) !== 0 && length <= bits) range.addSubnet(address, length, family);
    // The family is the range's: asked by that of the address, `::/0` would hold every IPv4 address.
    return (given) => range.check(given, family);
  },
} satisfies Record<string, Operator>;
