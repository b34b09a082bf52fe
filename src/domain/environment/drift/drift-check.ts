import * as z from 'zod';
import { Instant } from '../../base/time';
import { EjectKey } from '../eject/ejected';

/** Names one cause of drift: the start of a digest of what happened, the same in each environment where it did. */
export const CauseId = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'must be the id of a cause, as the list of drift shows it')
  .meta({ examples: ['3f9a0c11d2e4'] });
export type CauseId = z.infer<typeof CauseId>;

/** So many causes are kept of one check; a check that finds more says how many objects there are. */
export const mostCauses = 200;

/** What a check says: how many objects are not as they were applied, and by which causes. */
export const Findings = z.strictObject({
  objects: z.int().nonnegative(),
  causes: z.array(CauseId).max(mostCauses),
});
export type Findings = z.infer<typeof Findings>;

/** What the last check found, and which; the objects themselves lie with what that check left. */
export const FoundDrift = z.strictObject({ ...Findings.shape, check: z.ulid(), at: Instant });
export type FoundDrift = z.infer<typeof FoundDrift>;

/**
 * A check at work: asked for by whom and when, and which build has it, once one has. With a key, nothing is checked: the environment is
 * ejected, sealed for that key.
 */
export const DriftCheck = z.strictObject({
  id: z.ulid(),
  since: Instant,
  by: z.string(),
  ejects: EjectKey.optional(),
  build: z.string().optional(),
  claimedAt: Instant.optional(),
});
export type DriftCheck = z.infer<typeof DriftCheck>;

/** Which time of the schedule an environment was checked for last, and whether that check still waits until another has ended. */
export const ScheduledCheck = z.strictObject({ at: Instant, waits: z.boolean() });
export type ScheduledCheck = z.infer<typeof ScheduledCheck>;
