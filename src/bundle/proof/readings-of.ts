import { join } from 'node:path';
import { keepIn } from './keep-by-digest';
import type { Readings } from './read-template';
import { rulesVersion } from './rules-version';

/** The readings of a checkout, kept beside its tools, so that whoever publishes next does not parse again. */
export async function readingsOf(checkout: string): Promise<Readings> {
  return { keep: keepIn(join(checkout, '.leasehold', 'proofs')), rules: await rulesVersion(checkout) };
}
