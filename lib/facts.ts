import * as z from 'zod';
import { ample, type Capacity } from '../src/plane/capacity';
import type { Protection } from './constructs/hub/kept';

/** What a deployment finds out about the account; a clean checkout synthesizes for an account with room. */
export interface AccountFacts {
  /** `off` while the stage is created for the first time. */
  protection: Protection;
  capacity: Capacity;
}

/** What holds where a deployment says nothing else. */
export const usualAccount: AccountFacts = { protection: 'on', capacity: ample };

const Capacity = z.strictObject({ concurrentRuns: z.int().min(1), reserves: z.boolean() });
const Facts = z.object({
  protection: z.enum(['on', 'off']).default(usualAccount.protection),
  capacity: z
    .string()
    .transform((text) => Capacity.parse(JSON.parse(text)))
    .default(usualAccount.capacity),
});

/** The facts in the context of a synthesis, which a deployment writes there; throws for one that is wrong. */
export function factsIn(context: (name: string) => unknown): AccountFacts {
  return Facts.parse({ protection: context('protection'), capacity: context('capacity') });
}
