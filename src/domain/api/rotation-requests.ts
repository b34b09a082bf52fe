import * as z from 'zod';
import { AskedWalk } from '../environment/rotation/rotation';

/** `POST /environments/{name}/rotate`. */
export const RotateEnvironmentBody = z.strictObject({
  dryRun: z.boolean().default(false).describe('Whether only a list is made of what would be rotated.'),
  walk: AskedWalk.describe('Of a component that is rotated with its stack.').optional(),
});
export type RotateEnvironmentBody = z.infer<typeof RotateEnvironmentBody>;
