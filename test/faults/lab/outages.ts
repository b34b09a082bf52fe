import type { PlaneOptions } from '../../../src/local/plane-options';
import { openTestPlane, type TestPlane } from '../../support/plane/plane';
import { createHubTap, type HubCall, type Judge } from './hub-tap';

/** Which calls get no answer for a while: their connections are reset before anything takes effect. */
export class Outages {
  /** The calls that got no answer. */
  readonly refused: HubCall[] = [];
  private readonly cuts = new Set<(call: HubCall) => boolean>();

  /** Cuts these calls off from now on; answers how to end that. */
  cutOff(isCut: (call: HubCall) => boolean): () => void {
    this.cuts.add(isCut);
    return () => void this.cuts.delete(isCut);
  }

  readonly judge: Judge = (call, forward) => {
    if (![...this.cuts].some((isCut) => isCut(call))) return forward(call.request);
    this.refused.push(call);
    return Promise.resolve(null);
  };
}

/** A plane of which any call may be cut off. */
export interface OutagePlane {
  on: TestPlane;
  close: () => Promise<void>;
}

/** Opens a plane with these outages between all its callers and all that they call. */
export async function openPlaneWith(
  outages: Outages,
  more: Pick<PlaneOptions, 'sweepEveryMs'> = {},
): Promise<OutagePlane> {
  const tap = createHubTap(outages.judge);
  const on = await openTestPlane({ through: tap.through, ...more });
  const close = async () => {
    await on.plane.close();
    await tap.close();
  };
  return { on, close };
}
