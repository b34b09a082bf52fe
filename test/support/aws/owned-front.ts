import { KeyRing } from '../../../src/emulators/authorize/key-ring';
import type { Front } from '../../../src/emulators/front/start-front';
import { startTargetFront } from '../../../src/emulators/target-front/start-target-front';
import { account, region } from '../../../src/local/hub';

/** The key of whoever owns the emulator of a test. */
export const ownersKey = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A front before an emulator, for its owner only. */
export function startOwnedFront(emulator: string): Promise<Front> {
  const keys = new KeyRing([{ key: ownersKey, holder: { kind: 'owner' } }]);
  return startTargetFront(emulator, { account, region, keys });
}
