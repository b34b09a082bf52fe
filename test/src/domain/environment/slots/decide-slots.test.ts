import fc from 'fast-check';
import type { SlotCounts } from '../../../../../src/domain/access/slot-counts';
import { instant, type Instant, minute, plus } from '../../../../../src/domain/base/time';
import { decideSlots, type SlotsCommand } from '../../../../../src/domain/environment/slots/decide-slots';
import { inTurn } from '../../../../../src/domain/environment/slots/in-turn';
import { placeInLine } from '../../../../../src/domain/environment/slots/place-in-line';
import {
  mostInLine,
  noSlotsTaken,
  type SlotRun,
  TargetSlots,
} from '../../../../../src/domain/environment/slots/slots';
import { slotsKind } from '../../../../../src/domain/environment/slots/slots-kind';
import { decideInTurn } from '../../../../../src/domain/registry/decide-entry';
import { start } from '../../../../support/builders/births';
import { ulidAt } from '../../../../support/builders/ulids';

const four: SlotCounts = { runs: 4, destroys: 4 };
const at = (ms: number): Instant => plus(start, ms);

function runOf(number: number, owner: string, workflow: SlotRun['workflow'] = 'provision-environment') {
  return {
    run: ulidAt(start, number),
    name: `env-${number}`,
    life: ulidAt(start, 5_000 + number),
    owner,
    workflow,
  };
}

const ask = (run: SlotRun, ms = 0, counts: SlotCounts | undefined = four): SlotsCommand => ({
  type: 'ask',
  run,
  asked: at(ms),
  counts,
});
const free = (...runs: SlotRun[]): SlotsCommand => ({
  type: 'free',
  runs: runs.map(({ run }) => run),
  counts: four,
});

/** The slots after commands, one after the other. */
function after(
  commands: readonly SlotsCommand[],
  seen = noSlotsTaken('dev', start),
  now = start,
): TargetSlots {
  const moment = () => ({ now, newId: ulidAt(now, 9_000) });
  return commands.reduce(
    (slots, command) => decideInTurn({ kind: slotsKind, seen: slots }, [command], moment).entry,
    seen,
  );
}

const running = ({ runs, destroys }: TargetSlots) =>
  [...runs.running, ...destroys.running].map(({ name }) => name);
const line = (slots: TargetSlots) => inTurn(slots.runs).map(({ name }) => name);
const started = ({ effects }: TargetSlots) => effects.map(({ name }) => name);

describe('a claim', () => {
  it('is given while there is room, to be started by whoever asked', () => {
    const slots = after([1, 2, 3, 4].map((number) => ask(runOf(number, 'ada'))));

    expect(running(slots)).toEqual(['env-1', 'env-2', 'env-3', 'env-4']);
    expect(slots.effects).toEqual([]);
  });

  it('waits where there is none, and is started out of the line by the end of another', () => {
    const full = after([1, 2, 3, 4, 5].map((number) => ask(runOf(number, 'ada'))));
    expect(line(full)).toEqual(['env-5']);

    const freed = after([free(runOf(2, 'ada'))], full);

    expect(running(freed)).toEqual(['env-1', 'env-3', 'env-4', 'env-5']);
    expect(started(freed)).toEqual(['env-5']);
  });

  it('that was made before changes nothing, nor does an end that was heard of before', () => {
    const full = after([1, 2, 3, 4, 5].map((number) => ask(runOf(number, 'ada'))));

    expect(after([ask(runOf(1, 'ada')), ask(runOf(5, 'ada')), free(runOf(9, 'ada'))], full)).toBe(full);
  });

  it('is given at once to all who wait where nothing limits them any more', () => {
    const full = after([1, 2, 3, 4, 5, 6].map((number) => ask(runOf(number, 'ada'))));

    const open = after([{ type: 'look', over: [], counts: undefined }], full);

    expect(started(open)).toEqual(['env-5', 'env-6']);
  });

  it('of a run that is over before it is started is started by nobody', () => {
    const full = after([1, 2, 3, 4, 5].map((number) => ask(runOf(number, 'ada'))));
    const freed = after([free(runOf(2, 'ada'))], full);

    expect(started(after([free(runOf(5, 'ada'))], freed))).toEqual([]);
  });
});

describe('the line', () => {
  it('goes round by owner, and by age within an owner', () => {
    const full = after([1, 2, 3, 4].map((number) => ask(runOf(number, 'ada'))));
    const waiting = after(
      [
        ...[5, 6, 7].map((number) => ask(runOf(number, 'ada'), number)),
        ask(runOf(9, 'bob'), 9),
        ask(runOf(8, 'bob'), 8),
        ask(runOf(10, 'tom'), 10),
      ],
      full,
    );

    expect(line(waiting)).toEqual(['env-8', 'env-10', 'env-5', 'env-9', 'env-6', 'env-7']);
    expect(placeInLine(waiting, runOf(9, 'bob').run)).toEqual({ position: 4, of: 6, since: at(9) });
  });

  it('of destroys is one of its own: none waits for provisions', () => {
    const full = after([1, 2, 3, 4, 5, 6].map((number) => ask(runOf(number, 'ada'))));
    const destroys = [11, 12, 13, 14, 15].map((number) => ask(runOf(number, 'ada', 'destroy-environment')));

    const both = after(destroys, full);

    expect(running(both).slice(4)).toEqual(['env-11', 'env-12', 'env-13', 'env-14']);
    expect(line(both)).toEqual(['env-5', 'env-6']);
  });

  it('holds a bounded number of runs; who is last leaves it, and not whoever came last', () => {
    const many = Array.from({ length: mostInLine + 10 }, (_, number) => ask(runOf(number, 'ada'), number));

    const slots = after([...many, ask(runOf(4_000, 'bob'), 4_000)]);

    expect(slots.runs.waiting).toHaveLength(mostInLine);
    expect(line(slots)[0]).toBe('env-4000');
    expect(JSON.stringify(slots).length).toBeLessThan(150_000);
  });
});

describe('a check for drift or a preview', () => {
  it.each(['check-drift', 'preview-component'] as const)('takes only what is free: %s', (workflow) => {
    const spare = (number: number) => ask(runOf(number, 'ada', workflow));

    const slots = after([1, 2, 3, 4].map(spare));
    expect(running(slots)).toEqual(['env-1', 'env-2', 'env-3']);
    expect(line(slots)).toEqual([]);

    const taken = after([ask(runOf(5, 'bob')), ask(runOf(6, 'bob')), free(runOf(1, 'ada')), spare(4)], slots);
    expect(running(taken)).toEqual(['env-2', 'env-3', 'env-5', 'env-6']);
  });

  it('has the only slot of a target while nobody needs it', () => {
    const one = { runs: 1, destroys: 1 };

    expect(running(after([ask(runOf(1, 'ada', 'check-drift'), 0, one)]))).toEqual(['env-1']);
  });
});

it('is looked at each minute while a run holds a slot, however often it is written meanwhile', () => {
  const first = after([ask(runOf(1, 'ada'))]);
  expect(slotsKind.dueAt(first)).toBe(at(minute));

  const second = after([ask(runOf(2, 'ada'))], first, at(30_000));
  expect(slotsKind.dueAt(second)).toBe(at(minute));

  const looked = after([{ type: 'look', over: [], counts: four }], second, at(minute));
  expect(slotsKind.dueAt(looked)).toBe(at(2 * minute));

  const over = after([free(runOf(1, 'ada'), runOf(2, 'ada'))], looked, at(minute));
  expect(slotsKind.dueAt(over)).toBeUndefined();
});

/** One thing that happens: somebody asks, a run at work ends, or one that waits is cancelled. */
const step = fc.record({
  what: fc.constantFrom('ask', 'ask', 'destroy', 'spare', 'end', 'end', 'cancel', 'look'),
  who: fc.integer({ min: 0, max: 5 }),
  which: fc.nat({ max: 100 }),
});

const owners = ['ada', 'bob', 'tom', 'eve', 'pat', 'vic'];

/** What a step means, with the slots as they are. */
function commandOf(
  { what, who, which }: { what: string; who: number; which: number },
  number: number,
  { runs, destroys }: TargetSlots,
): SlotsCommand {
  const owner = owners[who] ?? 'ada';
  if (what === 'ask') return ask(runOf(number, owner), number);
  if (what === 'destroy') return ask(runOf(number, owner, 'destroy-environment'), number);
  if (what === 'spare') return ask(runOf(number, owner, 'check-drift'), number);
  const pool =
    what === 'end' ? [...runs.running, ...destroys.running] : [...runs.waiting, ...destroys.waiting];
  const one = pool[which % Math.max(1, pool.length)];
  return what === 'look' || !one ? { type: 'look', over: [], counts: four } : free(one);
}

it('never has more at work than slots, leaves none free while somebody waits, and serves no owner twice before another', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      let slots = noSlotsTaken('dev', start);
      /** By owner who waits: whom the line has served since that owner had a turn. */
      const passed = new Map<string, string[]>();
      steps.forEach((one, number) => {
        const before = slots;
        const command = commandOf(one, number, before);
        slots = after([command], before, instant(Date.parse(start) + number * 1_000));

        for (const { running: held, waiting } of [slots.runs, slots.destroys]) {
          expect(held.length).toBeLessThanOrEqual(4);
          if (waiting.length > 0) expect(held).toHaveLength(4);
        }
        const served = slots.runs.running.filter(({ run }) =>
          before.runs.waiting.some((was) => was.run === run),
        );
        expect(served.map(({ run }) => run)).toEqual(
          inTurn(before.runs)
            .filter(({ run }) => command.type !== 'free' || !command.runs.includes(run))
            .slice(0, served.length)
            .map(({ run }) => run),
        );
        const waits = new Set(slots.runs.waiting.map(({ owner }) => owner));
        for (const owner of owners) if (!waits.has(owner)) passed.delete(owner);
        for (const { owner } of served) {
          for (const other of waits)
            if (other !== owner) passed.set(other, [...(passed.get(other) ?? []), owner]);
          passed.delete(owner);
        }
        for (const others of passed.values()) expect(new Set(others).size).toBe(others.length);
        expect(TargetSlots.safeParse(slots).error).toBeUndefined();
      });
    }),
  );
});

it('moves nobody back in line while nobody comes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 5, maxLength: 40 }),
      fc.infiniteStream(fc.nat()),
      (asks, picks) => {
        let slots = after(asks.map((who, number) => ask(runOf(number, owners[who] ?? ''), number)));
        while (slots.runs.waiting.length > 0) {
          const places = slots.runs.waiting.map(({ run }) => ({
            run,
            was: placeInLine(slots, run)?.position ?? 0,
          }));
          const { value: pick } = picks.next();
          const ended = slots.runs.running[(pick ?? 0) % slots.runs.running.length];
          slots = after([free(ended!)], slots);
          for (const { run, was } of places) expect(placeInLine(slots, run)?.position ?? 0).toBe(was - 1);
        }
      },
    ),
    { numRuns: 40 },
  );
});

it('decides without a change of what it was given', () => {
  const seen = noSlotsTaken('dev', start);
  decideSlots(seen, ask(runOf(1, 'ada')), { now: start, newId: ulidAt(start, 1) });

  expect(seen).toEqual(noSlotsTaken('dev', start));
});
