import { type NetworkRange, parseCidr } from '../checks/network-range';

/** The private addresses of RFC 1918. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'];

/**
 * A range as large as `like` that overlaps none of `taken`, the next one behind it among the private addresses that it is of;
 * undefined where there is none left, or where `like` is no private IPv4 range.
 */
export function freeNetwork(like: string, taken: readonly NetworkRange[]): string | undefined {
  const wanted = parseCidr(like);
  const space = privateRanges.flatMap((text) => parseCidr(text) ?? []).find((one) => isWithin(wanted, one));
  if (!wanted || !space) return undefined;
  const size = wanted.last - wanted.first + 1n;
  const free =
    nextFree({ ...space, first: wanted.first }, { size, taken }) ?? nextFree(space, { size, taken });
  return free === undefined ? undefined : `${addressOf(free)}/${like.split('/')[1] ?? ''}`;
}

function isWithin(inner: NetworkRange | undefined, outer: NetworkRange): boolean {
  return inner?.family === 4 && outer.first <= inner.first && inner.last <= outer.last;
}

/** The first address of the first range that is free; what is in the way is passed over at once. */
function nextFree(
  { first, last }: NetworkRange,
  { size, taken }: { size: bigint; taken: readonly NetworkRange[] },
): bigint | undefined {
  let at = ((first + size - 1n) / size) * size;
  while (at + size - 1n <= last) {
    const inTheWay = taken.filter((one) => one.family === 4 && one.first < at + size && at <= one.last);
    if (inTheWay.length === 0) return at;
    const behind = inTheWay.reduce((most, one) => (one.last > most ? one.last : most), at);
    at = (behind / size + 1n) * size;
  }
  return undefined;
}

function addressOf(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}
