import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultKind, type FaultPoint, pointName, type Site, siteOf } from './fault';
import type { HubAnswer, HubCall, Judge } from './hub-tap';

/** Who may settle a run: the first of them to come does, and the others find nothing left to do. */
const settlers: HubCall['caller'][] = ['settleTask', 'settleRule', 'sweep'];

/** With which call a settler begins: the sweep reads an item by claiming it. */
const firstCalls = ['GetItem ENV', 'UpdateItem ENV'];

/** The settler whose call a site is; undefined for a site of anybody else. */
export function settlerOf(site: Site): HubCall['caller'] | undefined {
  return settlers.find((settler) => site.startsWith(`${settler} `));
}

/** How long the others are held back, at most, where a fault waits for one of them. */
const headStartMs = 5_000;
/** The same where a test stands or falls with who comes first; still less than their functions may take. */
const meetingMs = 40_000;
const lookMs = 100;

/** After these, the call goes on and its caller gets the answer. */
const harmless: FaultKind[] = ['twice', 'freezes', 'partly', 'meets'];

/** A fault that was injected, and where. */
export interface FiredFault extends FaultPoint {
  life: string;
}

/** A fault that was planned and did not happen. */
export interface UnfiredFault extends FiredFault {
  calls: number;
}

/** How a plan of faults reaches what it cannot do by itself. */
export interface FaultHands {
  /** Ends the process that made the call, at once. */
  kill: (call: HubCall) => Promise<void>;
  /** Lets the world go on for longer than a sweep's claim lasts, other sweeps included. */
  passTime: () => Promise<void>;
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
  private readonly meetings = new Map<string, () => Promise<unknown>>();
  /** Meetings that are going on, by life. */
  private readonly underWay = new Map<string, FaultPoint[]>();
  private readonly planned = new Map<string, FaultPoint[]>();
  private readonly drawn = new Map<string, FaultPoint[]>();
  private readonly failed = new Set<string>();

  constructor(private readonly hands: FaultHands) {}

  /** Plans faults for a life; calls that are for no life alone are counted under the name `*`. */
  plan(life: string, points: FaultPoint[]): void {
    this.planned.set(life, [...(this.planned.get(life) ?? []), ...points]);
  }

  /** Does something just before the first call of a site within a life takes effect. */
  meet(life: string, site: Site, what: () => Promise<unknown>): void {
    this.meetings.set(life, what);
    this.plan(life, [{ site, occurrence: 1, kind: 'meets' }]);
  }

  /** Faults that a life meets if it comes to them: nobody is held back for them, and none is missed. */
  draw(life: string, points: FaultPoint[]): void {
    this.drawn.set(life, [...points]);
  }

  /** What was planned and has not happened; none of it is planned any more. `calls` is how often its life came to the site. */
  takeUnfired(): UnfiredFault[] {
    const unfired = [...this.planned].flatMap(([life, points]) =>
      points.map((point) => ({ life, ...point, calls: this.counts.get(life)?.get(point.site) ?? 0 })),
    );
    this.planned.clear();
    return unfired;
  }

  readonly judge: Judge = async (call, forward) => {
    if (this.failed.has(call.invocation)) return null;
    await this.holdBackRival(call);
    const point = this.take(call);
    const asked = point?.kind === 'partly' ? withoutFirstEntry(call) : call;
    const hear = async () => {
      const answer = await forward(asked.request);
      this.hands.heard?.(asked, answer);
      return answer;
    };
    if (!point) return hear();
    this.fired.push({ ...point, life: call.life ?? '*' });
    return this.inject(point, call, hear);
  };

  private async holdBackRival(call: HubCall): Promise<void> {
    if (!settlers.includes(call.caller) || !firstCalls.includes(call.operation)) return;
    const since = Date.now();
    for (;;) {
      const awaited = this.awaitedBefore(call);
      const most = awaited?.kind === 'meets' ? meetingMs : headStartMs;
      if (!awaited || Date.now() - since > most) return;
      await sleep(lookMs);
    }
  }

  /** What another settler of the same life is to come to first, until it has. */
  private awaitedBefore({ caller, life }: HubCall): FaultPoint | undefined {
    const key = life ?? '*';
    const points = [...(this.underWay.get(key) ?? []), ...(this.planned.get(key) ?? [])];
    const awaited = points.find(({ site }) => settlerOf(site));
    return awaited && settlerOf(awaited.site) !== caller ? awaited : undefined;
  }

  private async meetOthers(point: FaultPoint, life: string): Promise<void> {
    this.underWay.set(life, [point]);
    await this.meetings
      .get(life)?.()
      .finally(() => this.underWay.delete(life));
  }

  private async inject(
    point: FaultPoint,
    call: HubCall,
    forward: () => Promise<HubAnswer>,
  ): Promise<HubAnswer | null> {
    const { kind } = point;
    if (kind === 'freezes') await this.hands.passTime();
    if (kind === 'meets') await this.meetOthers(point, call.life ?? '*');
    if (kind === 'twice') await forward();
    if (harmless.includes(kind)) return forward();
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
    const here = (point: FaultPoint) => point.site === site && point.occurrence <= occurrence;
    return takeFirst(this.planned.get(life), here) ?? takeFirst(this.drawn.get(life), here);
  }

  /** The faults that a life met, in words, for a report of a life that went wrong. */
  story(life: string): string {
    return this.fired
      .filter((fault) => fault.life === life || fault.life === '*')
      .map(pointName)
      .join('; ');
  }
}

function takeFirst(
  points: FaultPoint[] | undefined,
  is: (point: FaultPoint) => boolean,
): FaultPoint | undefined {
  const index = points?.findIndex(is) ?? -1;
  return index < 0 ? undefined : points?.splice(index, 1)[0];
}

/** What EventBridge is told when it is to refuse the first event of several, or the only one. */
function withoutFirstEntry(call: HubCall): HubCall {
  const { Entries = [] } = JSON.parse(call.request.body.toString('utf8')) as {
    Entries?: { Detail: string }[];
  };
  const [first, ...others] = Entries;
  // EventBridge takes no empty request: an entry without a detail is one that it refuses by itself.
  const kept = [{ ...first, Detail: '' }, ...others];
  return { ...call, request: { ...call.request, body: Buffer.from(JSON.stringify({ Entries: kept })) } };
}
