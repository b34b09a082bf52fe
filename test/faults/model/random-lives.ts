import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type FaultPoint, pointName, type Site } from '../lab/fault';
import type { PlannedLife } from '../lab/fault-lab';
import { kindsFor, type KnownSite } from '../lab/fault-points';
import type { Ending } from './full-life';

interface Draw {
  ticket: number;
  occurrence: number;
  kind: number;
}

const draw = fc.record<Draw>({
  ticket: fc.nat(),
  occurrence: fc.integer({ min: 1, max: 6 }),
  kind: fc.nat(11),
});

const life = fc.record({
  ending: fc.constantFrom<Ending[]>('expires', 'destroyed', 'reborn'),
  draws: fc.array(draw, { minLength: 3, maxLength: 12, size: 'max' }),
});

/** Lives with several faults each, the same for the same seed. */
export function drawLives(seed: number, count: number, sites: readonly KnownSite[]): PlannedLife[] {
  const drawn = fc.sample(life, { seed, numRuns: count });
  return drawn.map(({ ending, draws }, index) => ({
    name: `random-${index}`,
    ending,
    faults: [],
    chances: draws.map((one) => pointOf(one, sites)),
  }));
}

/** The schedule of a life in one line, to be read beside a promise that it broke. */
export function scheduleOf({ name, ending, chances = [] }: PlannedLife): string {
  return `${name} (${ending}): ${chances.map(pointName).join('; ')}`;
}

function pointOf({ ticket, occurrence, kind }: Draw, sites: readonly KnownSite[]): FaultPoint {
  const [known] = [...sites].sort((a, b) => (rank(ticket, a.site) < rank(ticket, b.site) ? -1 : 1));
  if (!known) throw new Error('There is no call site to draw from.');
  const kinds = kindsFor(known);
  return { site: known.site, occurrence, kind: kinds[kind % kinds.length] ?? 'before' };
}

/** By a hash, so that a site more or less on another day moves only the draws that fall on it. */
function rank(ticket: number, site: Site): string {
  return createHash('sha256').update(`${ticket} ${site}`).digest('hex');
}
