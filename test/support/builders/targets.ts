import { TargetAccess, type TargetInfo } from '../../../src/domain/access/target-access';
import { AddTargetBody } from '../../../src/domain/api/target-requests';
import type { AddTargetInput } from '../../../src/operations/target/add-target';
import type * as z from 'zod';
import type { TargetReader } from '../../../src/operations/ports/target';

const root: AddTargetInput['actor'] = {
  kind: 'person',
  id: 'root@example.com',
  name: 'root',
  roles: ['admin'],
  teams: [],
};

/** A target whose configuration says this about who may use it, and nothing else. */
export function targetOf(access: z.input<typeof TargetAccess>, name = 'local'): TargetInfo {
  return { name, region: 'us-east-1', access: TargetAccess.parse(access) };
}

/** A target that takes everything, as the local plane's does. */
export const openTarget = targetOf({ templates: ['*'], previews: true });

/** A stage that offers these targets, in this order. */
export function offering(...targets: TargetInfo[]): TargetReader {
  return { read: () => Promise.resolve(targets), forget: () => undefined };
}

/** A target as an administrator asks for one, by the module's usual names. */
export function askedTarget(more: Partial<AddTargetInput> = {}): AddTargetInput {
  const body = { name: 'payments', account: '444455556666', region: 'eu-central-1' };
  return { ...AddTargetBody.parse(body), actor: root, ...more };
}
