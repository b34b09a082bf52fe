/** A range of addresses, both ends included, of one family. */
export interface NetworkRange {
  family: 4 | 6;
  first: bigint;
  last: bigint;
}

const bitsOf = { 4: 32n, 6: 128n } as const;

/** The addresses of a CIDR; undefined where the text is none. */
export function parseCidr(text: string): NetworkRange | undefined {
  const [, address = '', length = ''] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text) ?? [];
  const family = address.includes(':') ? 6 : 4;
  const number = family === 4 ? parseIpv4(address) : parseIpv6(address);
  const bits = bitsOf[family];
  if (number === undefined || length === '' || BigInt(length) > bits) return undefined;
  const size = 1n << (bits - BigInt(length));
  const first = (number / size) * size;
  return { family, first, last: first + size - 1n };
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  const missing = 8 - before.length - after.length;
  const isWhole = tail === undefined ? missing === 0 : missing > 0;
  if (!isWhole || more.length > 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}
