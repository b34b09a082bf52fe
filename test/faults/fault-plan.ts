import { type FaultPoint, pointName, type Site, siteOf } from './fault';
import type { HubAnswer, HubCall, Judge } from './hub-tap';

/** A fault that was injected, and where. */
export interface FiredFault extends FaultPoint {
  life: string;
}

/** How a plan of faults reaches what it cannot do by itself. */
export interface FaultHands {
  /** Ends the process that made the call, at once. */
  kill: (call: HubCall) => Promise<void>;
  /** Sees every answer that the hub gave, also one that its caller never gets. */
  heard?: (call: HubCall, answer: HubAnswer) => void;
}

/**
 * Counts the calls of each life by site and lets those go wrong that were planned. What the SDK sends again under the
 * same invocation id is the same call, and fails like its first sending, so that a fault is not mended before anyone sees it.
 */
export class FaultPlan {
  readonly fired: FiredFault[] = [];
  /** Calls by life and site. */
  readonly counts = new Map<string, Map<Site, number>>();
  readonly writing = new Set<Site>();
  private readonly planned = new Map<string, FaultPoint[]>();
  private readonly failed = new Set<string>();

  constructor(private readonly hands: FaultHands) {}

  /** Plans faults for a life; calls that are for no life alone are counted under the name `*`. */
  plan(life: string, points: FaultPoint[]): void {
    this.planned.set(life, [...(this.planned.get(life) ?? []), ...points]);
  }

  /** What was planned and has not happened. */
  unfired(): (FaultPoint & { life: string })[] {
    return [...this.planned].flatMap(([life, points]) => points.map((point) => ({ life, ...point })));
  }

  readonly judge: Judge = async (call, forward) => {
    if (this.failed.has(call.invocation)) return null;
    const hear = async () => {
      const answer = await forward();
      this.hands.heard?.(call, answer);
      return answer;
    };
    const point = this.take(call);
    if (!point) return hear();
    this.fired.push({ ...point, life: call.life ?? '*' });
    return this.inject(point, call, hear);
  };

  private async inject(
    { kind }: FaultPoint,
    call: HubCall,
    forward: () => Promise<HubAnswer>,
  ): Promise<HubAnswer | null> {
    if (kind === 'twice') await forward();
    if (kind === 'twice') return forward();
    if (call.invocation) this.failed.add(call.invocation);
    if (kind !== 'before') await forward();
    if (kind === 'dies') await this.hands.kill(call);
    return null;
  }

  private take(call: HubCall): FaultPoint | undefined {
    const life = call.life ?? '*';
    const site = siteOf(call);
    if (call.writes) this.writing.add(site);
    const counts = this.counts.get(life) ?? new Map<Site, number>();
    this.counts.set(life, counts);
    const occurrence = (counts.get(site) ?? 0) + 1;
    counts.set(site, occurrence);
    const points = this.planned.get(life) ?? [];
    const index = points.findIndex((point) => point.site === site && point.occurrence <= occurrence);
    return index < 0 ? undefined : points.splice(index, 1)[0];
  }

  /** The planned faults in words, for a report of a life that went wrong. */
  story(life: string): string {
    return this.fired
      .filter((fault) => fault.life === life || fault.life === '*')
      .map(pointName)
      .join('; ');
  }
}
