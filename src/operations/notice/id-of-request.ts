import { createHash } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const idLength = 26;

/** The id of what a request makes, in the form of a ULID: always the same for a key, so that a repetition finds what is there. */
export function idOfRequest(key: string): string {
  const digest = createHash('sha256').update(key).digest();
  let rest = BigInt(`0x${digest.subarray(0, 16).toString('hex')}`);
  let id = '';
  while (id.length < idLength) {
    id = (alphabet[Number(rest % 32n)] ?? '0') + id;
    rest /= 32n;
  }
  return id;
}
