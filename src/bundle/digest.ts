import { createHash } from 'node:crypto';

/** The SHA-256 of a bundle's bytes in hex; it is the bundle's name, and proves that nothing in it was changed. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
