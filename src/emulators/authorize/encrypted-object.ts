import type { Answer } from '../front/call';
import { type Bench, firstRefusal, type JudgedCall } from './judge-call';
import { furtherNeed } from './needs';
import type { Refusal } from './refusal';
import { keyOfRead } from './services/s3-encryption';

/**
 * Whoever reads an object that a key of KMS encrypts needs the key as well, and which that is only the object says. Null where
 * none is needed, or the caller has it.
 */
export async function withheldKey(
  { service, operation, holder, region }: JudgedCall,
  { status, headers }: Answer,
  bench: Bench,
): Promise<Refusal | null> {
  if (status >= 300 || service !== 's3' || !holder || holder.kind === 'owner') return null;
  const place = { region, account: bench.account };
  const needs = keyOfRead(operation, headers).map((one) => furtherNeed(one, place));
  return firstRefusal(await Promise.all(needs), holder, { bench, place });
}
