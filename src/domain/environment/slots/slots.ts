import * as z from 'zod';
import { Instant, minute, plus, second } from '../../base/time';
import { EventDigest } from '../../registry/entry';
import { newEntry } from '../../registry/new-entry';
import { EnvironmentKey } from '../environment-name';
import { Workflow } from '../run';

/** So many runs wait in a line; whoever asks beyond that asks again later. It bounds the item, which is written with each claim. */
export const mostInLine = 300;
/** So many owners are remembered by the turn at which each was served last. */
const mostTurns = 200;
const undeliveredPause = 30 * second;
const lookPause = minute;

/** Which line a run stands in. */
export const Lane = z.enum(['runs', 'destroys']);
export type Lane = z.infer<typeof Lane>;
export const lanes = Lane.options;

/** A run that needs a slot: of which life, and whose; `plan` is the plan of a stack where it is a preview of that. */
export const SlotRun = z.strictObject({
  run: z.ulid(),
  name: EnvironmentKey,
  life: z.ulid(),
  owner: z.string(),
  workflow: z.enum([...Workflow.options, 'preview-component']),
  plan: z.ulid().optional(),
});
export type SlotRun = z.infer<typeof SlotRun>;

/** A run that holds a slot, and since when. */
const Holding = z.strictObject({ ...SlotRun.shape, since: Instant });
/** A run that waits for a slot, and when it was asked for. */
const InLine = z.strictObject({ ...SlotRun.shape, asked: Instant });
export type InLine = z.infer<typeof InLine>;

/** The runs of one lane; `turns` has the number of the turn at which an owner was served last. */
export const LaneState = z.strictObject({
  running: z.array(Holding),
  waiting: z.array(InLine).max(mostInLine),
  turns: z.record(z.string(), z.int().nonnegative()).refine((all) => Object.keys(all).length <= mostTurns),
});
export type LaneState = z.infer<typeof LaneState>;

/** A run out of the line that has a slot now and is to be started. */
const SlotEffect = z.strictObject({ type: z.literal('start-run'), ...SlotRun.shape });

/** The slots of a target: which runs hold them, and which wait. `lookedAt` is when the holders were last asked for. */
export const TargetSlots = z.strictObject({
  id: z.string(),
  version: z.int().nonnegative(),
  updatedAt: Instant,
  lookedAt: Instant,
  runs: LaneState,
  destroys: LaneState,
  seq: z.int().nonnegative(),
  outbox: z.array(z.never()),
  effects: z.array(SlotEffect),
  requests: z.array(z.strictObject({ key: z.string(), digest: z.string(), at: Instant.optional() })),
  head: EventDigest.optional(),
});
export type TargetSlots = z.infer<typeof TargetSlots>;

/** The slots of a target before its first run. */
export function noSlotsTaken(target: string, now: Instant): TargetSlots {
  const empty = (): LaneState => ({ running: [], waiting: [], turns: {} });
  return {
    ...newEntry(now),
    id: target,
    version: 1,
    lookedAt: now,
    runs: empty(),
    destroys: empty(),
  };
}

/** The lane of a workflow. */
export function laneOf(workflow: SlotRun['workflow']): Lane {
  return workflow === 'destroy-environment' ? 'destroys' : 'runs';
}

/** Whether nobody waits for what the run does: it takes only what is free, and stands in no line. */
export function isSpare(workflow: SlotRun['workflow']): boolean {
  return workflow === 'check-drift' || workflow === 'preview-component';
}

/** When the sweep must look: for what is to be started, then each minute while a slot is held or waited for. */
export function slotsDueAt(slots: TargetSlots, from: Instant = slots.updatedAt): Instant | undefined {
  if (slots.effects.length > 0) return plus(from, undeliveredPause);
  return isIdle(slots) ? undefined : plus(slots.lookedAt, lookPause);
}

/** Whether no run holds a slot or waits for one. */
export function isIdle({ runs, destroys }: TargetSlots): boolean {
  return [runs, destroys].every(({ running, waiting }) => running.length + waiting.length === 0);
}

/** The turns that still matter: while nobody waits, those of owners who hold a slot, else the latest. */
export function rememberedTurns({ running, waiting, turns }: LaneState): LaneState['turns'] {
  const holds = (owner: string) => running.some((one) => one.owner === owner);
  const kept = Object.entries(turns).filter(([owner]) => waiting.length > 0 || holds(owner));
  return Object.fromEntries(kept.sort(([, a], [, b]) => b - a).slice(0, mostTurns));
}
