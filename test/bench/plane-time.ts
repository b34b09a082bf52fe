import type { PlaneClock } from '../../src/local/plane-clock';

/** The plane's clock as it was set over time, so that an instant of the machine can be told in plane time afterwards. */
export class PlaneTime {
  private readonly settings: { since: number; offset: number }[] = [];

  constructor(private readonly clock: PlaneClock) {}

  /** Sets the clock forward to an instant of plane time; one that is past already stays past. */
  async forwardTo(planeMs: number): Promise<void> {
    const now = (await this.clock.now()).getTime();
    if (now < planeMs) await this.clock.forward(planeMs - now);
    const since = Date.now();
    this.settings.push({ since, offset: (await this.clock.now()).getTime() - since });
  }

  /** The plane time of an instant of the machine's. */
  planeTimeOf(machineMs: number): number {
    const setting = this.settings.findLast(({ since }) => since <= machineMs);
    return machineMs + (setting?.offset ?? 0);
  }
}
