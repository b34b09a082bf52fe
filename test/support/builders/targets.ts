import { TargetAccess, type TargetInfo } from '../../../src/domain/access/target-access';
import type * as z from 'zod';

/** A target whose configuration says this about who may use it, and nothing else. */
export function targetOf(access: z.input<typeof TargetAccess>, name = 'local'): TargetInfo {
  return { name, region: 'us-east-1', access: TargetAccess.parse(access) };
}

/** A target that takes everything, as the local plane's does. */
export const openTarget = targetOf({ templates: ['*'], previews: true });
