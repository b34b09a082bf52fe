import { startTargetFront, type TargetFront } from '../../../src/emulators/target-front/start-target-front';
import { account, region } from '../../../src/local/hub';

/** A front before an emulator whose owner has the access key `test`. */
export function startOwnedFront(emulator: string): Promise<TargetFront> {
  return startTargetFront(emulator, { account, region, holders: { test: { kind: 'owner' } } });
}
