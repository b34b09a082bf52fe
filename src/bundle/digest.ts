import { createHash } from 'node:crypto';
import { inOrder, type Files } from './files';

/** The SHA-256 of a bundle's bytes in hex; it is the bundle's name, and proves that nothing in it was changed. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Paths and digests of files, in order: what a result that is kept is about. */
export function contentOf(files: Files): string[] {
  return inOrder(files).flatMap(([path, bytes]) => [path, digestOf(bytes)]);
}
