import { scryptSync } from 'node:crypto';
import type { Seal } from '../../domain/terraform/consent/shown-value';

const bytes = 32;

/**
 * Seals secrets so that two plans can be compared and neither holds one: with the salt of the plan that was shown, 16 random bytes at least, and
 * slowly, as a secret may be short enough to be guessed.
 */
export function sealWith(salt: Uint8Array): Seal {
  const known = new Map<string, string>();
  return (text) => {
    const sealed = known.get(text) ?? scryptSync(text, salt, bytes).toString('base64url');
    known.set(text, sealed);
    return sealed;
  };
}
