import type { Front } from '../../../src/emulators/front/start-front';
import { type HubBuckets, startHubBuckets } from '../aws/hub-buckets';
import { startOwnedFront } from '../aws/owned-front';

/** A front before an emulator for the tests of a file, from before the first until after the last: its address, and two buckets. */
export function useOwnedFront(): Readonly<Record<'url' | 'state' | 'artifacts', string>> {
  let emulator: HubBuckets;
  let front: Front;
  beforeAll(async () => {
    emulator = await startHubBuckets();
    front = await startOwnedFront(emulator.url);
  });
  afterAll(async () => {
    await front.close();
    await emulator.close();
  });
  return {
    get url() {
      return front.url;
    },
    get state() {
      return emulator.state;
    },
    get artifacts() {
      return emulator.artifacts;
    },
  };
}
