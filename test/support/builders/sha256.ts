import { createHash } from 'node:crypto';

/** The hash that names of previews are made with. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
