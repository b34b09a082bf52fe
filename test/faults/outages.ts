import type { HubCall, Judge } from './hub-tap';

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
