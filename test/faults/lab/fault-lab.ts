import { setTimeout as sleep } from 'node:timers/promises';
import type { Environment } from '../../../src/domain/environment/environment';
import { isClaimed } from '../../../src/domain/environment/run';
import { day, minute, second } from '../../../src/domain/base/time';
import { directly, type Through } from '../../../src/local/hub-environment';
import { PlaneApi } from '../../support/plane/plane-api';
import { admin, openTestPlane, type TestPlane } from '../../support/plane/plane';
import { readRegistry } from '../../support/plane/plane-stores';
import { patiently, StoodStill } from '../../support/patience';
import { FaultPlan } from './fault-plan';
import type { FaultPoint } from './fault';
import { type BegunLife, type Ending, liveFully } from '../model/full-life';
import { createHubTap, type HubAnswer, type HubCall, type HubTap } from './hub-tap';
import { judgePlane, type Verdict } from './judge';
import { killRunner } from './kill-runner';
import { StubbornPerson } from '../model/stubborn-person';
import { pushImages, usedRepository } from './used-images';

/** A life that is to be lived, and what is to go wrong in it. */
export interface PlannedLife {
  name: string;
  ending: Ending;
  faults: FaultPoint[];
  /** What goes wrong besides if the life comes to it. */
  chances?: FaultPoint[];
}

/** A plane each of whose calls of the hub may be made to fail. */
export interface FaultLab {
  on: TestPlane;
  person: StubbornPerson;
  plan: FaultPlan;
  /** Lives side by side, each brought to its end by sweeps alone, unless nothing gets on for `patience`. */
  live: (lives: PlannedLife[], shared?: FaultPoint[]) => Promise<void>;
  judge: () => Promise<Verdict>;
  close: () => Promise<void>;
}

const tickMs = 500;
/** How long nothing may get on with any life, in milliseconds of the machine's time; what is not over then is lost. */
const patience = 240_000;
/** Plane time per tick: a sixth of the window within which a live runner must be heard, so that none is taken for dead. */
const paceMs = 5 * second;

/** Opens a plane behind a tap. */
export async function openFaultLab(): Promise<FaultLab> {
  const delivered = new Set<string>();
  const late: { on?: TestPlane } = {};
  const plan = new FaultPlan({
    kill: async ({ caller, life }) => {
      if (caller === 'runner') return life === null ? undefined : killRunner(life);
      if (caller !== 'workflows' && caller !== 'provisioner') await late.on?.plane.functions[caller].kill();
    },
    passTime: async () => {
      await sleep(3 * tickMs);
      await late.on?.plane.clock.forward(minute + second);
      await Promise.allSettled([late.on?.plane.sweep(), late.on?.plane.sweep()]);
    },
    heard: (call, answer) => noteDelivered(call, answer, delivered),
  });
  const tap = createHubTap((call, forward) => plan.judge(call, forward));
  const on = await openTestPlane({ through: throughHub(tap), imageRepositories: [usedRepository] });
  await pushImages(on.plane);
  late.on = on;
  const person = new StubbornPerson(new PlaneApi(on.plane.url, await on.plane.mint(admin, '20y')));
  const promised: BegunLife[] = [];
  const givenUp = new Set<string>();
  return {
    on,
    person,
    plan,
    live: async (lives, shared = []) => {
      plan.plan('*', shared);
      for (const { name, faults, chances = [] } of lives) {
        plan.plan(name, faults);
        plan.draw(name, chances);
      }
      const pacer = startPacer(on);
      const begun = lives.map(({ name, ending }) => liveFully(person, name, ending));
      promised.push(...(await Promise.all(begun)).flat());
      await pacer.stop();
      for (const name of await finishAll(on, givenUp)) givenUp.add(name);
    },
    judge: () => judgePlane(on.plane, promised, delivered),
    close: async () => {
      await on.plane.close();
      await tap.close();
    },
  };
}

/** What goes to the target is no call of the hub. */
function throughHub(tap: HubTap): Through {
  return (caller, endpoints) => (caller === 'provisioner' ? directly : tap.through)(caller, endpoints);
}

/** Lets plane time run faster than the machine's while people are at work. */
function startPacer({ plane }: TestPlane) {
  const stopping = new AbortController();
  const pace = async () => {
    while (!stopping.signal.aborted) {
      await sleep(tickMs);
      await plane.clock.forward(paceMs);
    }
  };
  const paced = pace();
  return {
    stop: async () => {
      stopping.abort();
      await paced;
    },
  };
}

/** Sets the clock forward and lets the plane sweep until every life is over and told; the names of those that never were. */
async function finishAll({ plane }: TestPlane, givenUp: ReadonlySet<string>): Promise<string[]> {
  let open: Environment[] = [];
  const look = async () => {
    open = (await openLives(plane)).filter(({ name }) => !givenUp.has(name));
    if (open.length === 0) return { thing: [] };
    await plane.clock.forward(stepFor(open, await plane.clock.now()));
    return { progress: open.map(stepOf) };
  };
  try {
    return await patiently('The end of all lives', look, { everyMs: tickMs, standstillMs: patience });
  } catch (error) {
    if (!(error instanceof StoodStill)) throw error;
    return open.map(({ name }) => name);
  }
}

/** What of a life changes when the plane gets on with it. */
function stepOf({ name, status, run, lastRun, outbox, effects }: Environment): unknown {
  return [name, status, run?.id, run?.phase, lastRun?.id, outbox.length, effects.length];
}

async function openLives(plane: TestPlane['plane']): Promise<Environment[]> {
  const items = await readRegistry(plane);
  return items
    .filter(({ pk }) => String(pk).startsWith('ENV#'))
    .map(({ body }) => body as Environment)
    .filter(({ status, outbox, effects }) => status !== 'destroyed' || outbox.length + effects.length > 0);
}

/** Small steps while a build is at work, else as far as the next thing that only time brings. */
function stepFor(open: Environment[], now: Date): number {
  if (open.some(({ run }) => isClaimed(run))) return paceMs;
  if (open.some(({ run }) => run !== null)) return 20 * second;
  const waits = open.map((life) => waitOf(life, now.getTime()));
  return Math.max(paceMs, Math.min(...waits, 30 * day));
}

function waitOf(life: Environment, now: number): number {
  if (life.status === 'destroyed') return minute;
  if ('destruction' in life) {
    const { nextAttemptAt } = life.destruction;
    return nextAttemptAt === null ? minute : Date.parse(nextAttemptAt) - now + second;
  }
  return Date.parse(life.lease.expiresAt ?? '') - now + second;
}

/** EventBridge answers entry by entry which it took. */
function noteDelivered({ operation, request }: HubCall, { body }: HubAnswer, delivered: Set<string>): void {
  if (operation !== 'PutEvents') return;
  const { Entries: asked } = JSON.parse(request.body.toString('utf8')) as { Entries: { Detail: string }[] };
  const { Entries: results = [] } = JSON.parse(body.toString('utf8')) as { Entries?: { EventId?: string }[] };
  asked.forEach(({ Detail }, index) => {
    if (results[index]?.EventId === undefined) return;
    delivered.add((JSON.parse(Detail) as { id?: string }).id ?? '');
  });
}
