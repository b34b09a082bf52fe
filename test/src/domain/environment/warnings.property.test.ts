import fc from 'fast-check';
import { dueAt } from '../../../../src/domain/environment/due';
import { type Environment, isLiving } from '../../../../src/domain/environment/environment';
import type { DomainEvent } from '../../../../src/domain/environment/events';
import { isDomainError } from '../../../../src/domain/base/errors';
import { type Instant, latest, minute, plus } from '../../../../src/domain/base/time';
import { startLease, warningsLeft } from '../../../../src/domain/lease';
import { start } from '../../../support/builders/births';
import { by, decided, ready } from '../../../support/builders/lives';

/** Something that is done after a pause: the clock is set forward by that. */
interface Step {
  does: 'look' | 'extend' | 'destroy';
  afterMinutes: number;
  ttl: string;
}

const bounds = { default: '1d', max: '90d', permanent: true };
const ttls = fc.constantFrom('5m', '40m', '2h', '6h', '1d', '3d', '8d');
const steps = fc.array(
  fc.record<Step>({
    does: fc.constantFrom('look', 'look', 'look', 'extend', 'destroy'),
    afterMinutes: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3_000 })),
    ttl: ttls,
  }),
  { maxLength: 25 },
);

/** A life with all that was said of its end, each with the end that there then was. */
class Story {
  readonly warned: DomainEvent[] = [];
  now: Instant = start;

  constructor(public environment: Environment) {}

  do(command: Parameters<typeof decided>[1]): void {
    const before = this.environment;
    try {
      const { environment, events } = decided(before, command, this.now);
      this.environment = { ...environment, outbox: [], effects: [] };
      this.warned.push(...events.filter(({ type }) => type === 'LeaseEndsSoon'));
    } catch (error) {
      if (!isDomainError(error)) throw error;
    }
  }

  /** Looks at each instant at which the due index says so, as the sweep does, until `at`. */
  sweepUntil(at: Instant): void {
    for (let due = dueAt(this.environment, this.now); due !== undefined && due <= at;) {
      this.now = latest(this.now, due);
      const seen = this.environment;
      this.do({ type: 'tick' });
      if (this.environment === seen || !isLiving(this.environment)) break;
      due = dueAt(this.environment, this.now);
    }
    this.now = latest(this.now, at);
  }
}

function play({ does, afterMinutes, ttl }: Step, story: Story, swept: boolean): void {
  const at = plus(story.now, afterMinutes * minute);
  if (swept) story.sweepUntil(at);
  story.now = at;
  if (does === 'look') story.do({ type: 'tick' });
  if (does === 'extend') story.do({ type: 'extend', ttl, by });
  if (does === 'destroy') story.do({ type: 'destroy', by });
}

it('warns of an end once for each warning, before it, and of nothing once it is wanted gone', () => {
  fc.assert(
    fc.property(ttls, steps, fc.boolean(), (ttl, played, swept) => {
      const story = new Story(ready({ lease: startLease({ ttl }, bounds, start) }));
      for (const step of played) {
        const { length } = story.warned;
        const wanted = isLiving(story.environment);
        play(step, story, swept);
        if (!wanted) expect(story.warned).toHaveLength(length);
      }
      const said = story.warned.map(({ data }) => `${String(data.warning)} ${String(data.expiresAt)}`);
      expect(new Set(said).size).toBe(said.length);
      for (const { at, data } of story.warned) expect(at < String(data.expiresAt)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it('comes, by the due index, at the very time of each warning, and of each anew after an extension', () => {
  fc.assert(
    fc.property(ttls, fc.array(ttls, { maxLength: 5 }), (ttl, extensions) => {
      const story = new Story(ready({ lease: startLease({ ttl }, bounds, start) }));
      const expected: Instant[] = [];
      for (const longer of [...extensions, undefined]) {
        const left = warningsLeft(story.environment.lease);
        expected.push(...left.map(({ at }) => at));
        story.sweepUntil(left.at(-1)?.at ?? story.now);
        if (longer !== undefined) story.do({ type: 'extend', ttl: longer, by });
      }
      expect(story.warned.map(({ at }) => at)).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});
