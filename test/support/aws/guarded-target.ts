import type { Target } from '../../../src/config/target';
import type { Guarding } from '../../../src/emulators/authorize/guard';
import { KeyRing } from '../../../src/emulators/authorize/key-ring';
import { startTargetFront } from '../../../src/emulators/target-front/start-target-front';
import { account, region } from '../../../src/local/hub';
import { makeProvisionerRole } from '../../../src/local/roles/provisioner-role';
import { targetKeys } from './as-run';

/** A target whose front lets its owner in, and the session of a run that may take its role. */
interface GuardedTarget {
  target: Target & { endpoint: string };
  close: () => Promise<void>;
}

type Further = Pick<Guarding, 'onCall' | 'sessionSeconds'> & { services?: readonly string[] };

/** Makes the role that environments are made with in an emulator, and puts a front before that, which `more` settles further. */
export async function startGuardedTarget(
  emulator: string,
  { services, ...more }: Further = {},
): Promise<GuardedTarget> {
  const role = await makeProvisionerRole(process.cwd(), emulator, { services });
  const keys = new KeyRing(targetKeys(role.roleArn));
  const front = await startTargetFront(emulator, { account, region, keys, ...more });
  const target = { name: 'local', region, regions: [region], endpoint: front.url, ...role };
  return { target, close: () => front.close() };
}
