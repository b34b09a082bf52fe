import type { SlotCounts } from '../../access/slot-counts';
import type { Instant } from '../../base/time';
import type { EntryChange, EntryMoment } from '../../registry/entry';
import { inTurn, served } from './in-turn';
import {
  type InLine,
  isIdle,
  isSpare,
  type Lane,
  laneOf,
  lanes,
  type LaneState,
  mostInLine,
  rememberedTurns,
  type SlotRun,
  type TargetSlots,
} from './slots';

/**
 * A run asks for a slot, or is found at work, or is over, or the sweep has looked who is over. Each says how many slots there are by now; without
 * `counts` as many as are wanted.
 */
export type SlotsCommand = { counts: SlotCounts | undefined } & (
  | { type: 'ask'; run: SlotRun; asked: Instant }
  | { type: 'hold'; run: SlotRun }
  | { type: 'free'; runs: readonly string[] }
  | { type: 'look'; over: readonly string[] }
);

/**
 * What a command changes, and nothing where it was decided before. Whoever asks and gets a slot starts its run itself; a run out of the
 * line is started by an effect.
 */
export function decideSlots(
  seen: TargetSlots,
  command: SlotsCommand,
  { now }: EntryMoment,
): EntryChange<TargetSlots> | null {
  const asked = command.type === 'ask' ? command.run : undefined;
  const changed = apply(seen, command, now);
  const { slots, granted } = fill(changed, command.counts, now);
  if (slots === seen) return null;
  const started = granted.filter(({ run }) => run !== asked?.run).map(startOf);
  const effects = slots.effects.filter(({ run }) => holds(slots, run));
  return { entry: { ...slots, effects }, events: [], effects: started };
}

/** The looks begin with the first run. */
function awake(seen: TargetSlots, now: Instant): TargetSlots {
  return isIdle(seen) ? { ...seen, lookedAt: now } : seen;
}

/** Whether a run holds a slot. */
export function holds({ runs, destroys }: TargetSlots, run: string): boolean {
  return [...runs.running, ...destroys.running].some((one) => one.run === run);
}

function apply(seen: TargetSlots, command: SlotsCommand, now: Instant): TargetSlots {
  switch (command.type) {
    case 'ask':
      return ask(awake(seen, now), command, now) ?? seen;
    case 'hold':
      return holds(seen, command.run.run)
        ? seen
        : hold(without(awake(seen, now), [command.run.run]), command.run, now);
    case 'free':
      return without(seen, command.runs);
    case 'look':
      return { ...without(seen, command.over), lookedAt: now };
  }
}

/** With the run at the end of its line, or, if nobody waits for what it does, in a free slot; undefined where nothing changes. */
function ask(
  seen: TargetSlots,
  { run, asked, counts }: Extract<SlotsCommand, { type: 'ask' }>,
  now: Instant,
): TargetSlots | undefined {
  if (holds(seen, run.run)) return undefined;
  const lane = laneOf(run.workflow);
  const state = seen[lane];
  if (state.waiting.some((one) => one.run === run.run)) return undefined;
  if (!isSpare(run.workflow))
    return { ...seen, [lane]: { ...state, waiting: [...state.waiting, { ...run, asked }] } };
  return hasSpare(state, counts?.[lane]) ? hold(seen, run, now) : undefined;
}

/** With the run in a slot, however many there are: what is at work is at work. */
function hold(seen: TargetSlots, run: SlotRun, since: Instant): TargetSlots {
  const lane = laneOf(run.workflow);
  const state = seen[lane];
  return { ...seen, [lane]: { ...state, running: [...state.running, { ...run, since }] } };
}

/** What nobody waits for leaves one slot to what somebody does, where there is more than one. */
function hasSpare({ running, waiting }: LaneState, count = Infinity): boolean {
  return waiting.length === 0 && running.length < Math.max(1, count - 1);
}

function without(seen: TargetSlots, over: readonly string[]): TargetSlots {
  const isOver = ({ run }: SlotRun) => over.includes(run);
  const isAnyOver = lanes.some((lane) => [...seen[lane].running, ...seen[lane].waiting].some(isOver));
  if (!isAnyOver) return seen;
  const left = ({ running, waiting, turns }: LaneState): LaneState => ({
    running: running.filter((one) => !isOver(one)),
    waiting: waiting.filter((one) => !isOver(one)),
    turns,
  });
  return { ...seen, runs: left(seen.runs), destroys: left(seen.destroys) };
}

/** Gives free slots to those whose turn it is; who is last in a line that is too long leaves it, and asks again. */
function fill(
  seen: TargetSlots,
  counts: SlotCounts | undefined,
  now: Instant,
): { slots: TargetSlots; granted: InLine[] } {
  let slots = seen;
  const granted: InLine[] = [];
  for (const lane of lanes) {
    const next = nextIn(slots[lane], counts?.[lane]);
    if (next.length > 0) slots = { ...slots, [lane]: grant(slots[lane], next, now) };
    granted.push(...next);
    slots = shorten(slots, lane);
  }
  return { slots, granted };
}

function nextIn(state: LaneState, count = Infinity): InLine[] {
  return inTurn(state).slice(0, Math.max(0, count - state.running.length));
}

function grant({ running, waiting, turns }: LaneState, next: readonly InLine[], since: Instant): LaneState {
  const holding = next.map(({ asked: _, ...run }) => ({ ...run, since }));
  return {
    running: [...running, ...holding],
    waiting: waiting.filter((one) => !next.includes(one)),
    turns: next.reduce((all, { owner }) => served(all, owner), turns),
  };
}

function shorten(slots: TargetSlots, lane: Lane): TargetSlots {
  const state = slots[lane];
  const turns = rememberedTurns(state);
  const isShort = state.waiting.length <= mostInLine;
  if (isShort && Object.keys(turns).length === Object.keys(state.turns).length) return slots;
  const waiting = isShort ? state.waiting : inTurn(state).slice(0, mostInLine);
  return { ...slots, [lane]: { running: state.running, waiting, turns } };
}

function startOf({ asked: _, ...run }: InLine): TargetSlots['effects'][number] {
  return { type: 'start-run', ...run };
}
