import { BlockList, isIP } from 'node:net';
import type { Operator } from './comparison';

/** The operator on IP addresses: a range of either family, or one address. */
export const addresses = {
  IpAddress: (wanted) => {
    const range = rangeOf(wanted);
    return (given) => isIP(given) !== 0 && range.check(given, familyOf(given));
  },
} satisfies Record<string, Operator>;

/** A range without a prefix is one address; what is no range holds none. */
function rangeOf(text: string): BlockList {
  const [address = '', prefix, ...others] = text.split('/');
  const range = new BlockList();
  const bits = isIP(address) === 6 ? 128 : 32;
  const length = prefix === undefined ? bits : Number(prefix);
  const isRange = isIP(address) !== 0 && others.length === 0 && prefix !== '' && length <= bits;
  if (isRange && Number.isInteger(length) && length >= 0) range.addSubnet(address, length, familyOf(address));
  return range;
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
