import { encodeTime } from 'ulid';
import type { Instant } from '../../../src/domain/base/time';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The ULID of an instant and a number: the same for the same two, and growing with both. */
export function ulidAt(at: Instant, number: number): string {
  let rest = number;
  const digits = Array.from({ length: 16 }, () => {
    const digit = alphabet[rest % 32] ?? '0';
    rest = Math.floor(rest / 32);
    return digit;
  });
  return encodeTime(Date.parse(at), 10) + digits.reverse().join('');
}
