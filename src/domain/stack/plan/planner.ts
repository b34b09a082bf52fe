import * as z from 'zod';
import { DomainError } from '../../base/errors';
import { Instant, minute, plus } from '../../base/time';
import { EventDigest, type EntryChange, type EntryKind } from '../../registry/entry';
import { newEntry } from '../../registry/new-entry';
import { StackName } from '../names';

/** How long a plan counts of which nothing is to be seen: longer than whoever asks for it may run. */
const unseenWindow = 15 * minute;
const mostHeld = 200;

/** A plan that counts: its id, of which stack, and since when. */
export const HeldPlan = z.strictObject({ plan: z.ulid(), stack: StackName, at: Instant });
export type HeldPlan = z.infer<typeof HeldPlan>;

/** Whoever plans stacks, with the plans of theirs that are at work, as far as is known. */
export const Planner = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  updatedAt: Instant,
  plans: z.array(HeldPlan).max(mostHeld),
  seq: z.int().nonnegative(),
  outbox: z.array(z.never()),
  effects: z.array(z.never()),
  requests: z.array(z.never()),
  head: EventDigest.optional(),
});
export type Planner = z.infer<typeof Planner>;

/** A plan is asked for; `over` are those that have come to an end, `absent` those of which there is nothing. */
export type PlannerCommand =
  | { type: 'hold'; plan: string; stack: string; most: number; over: string[]; absent: string[] }
  | { type: 'release'; plan: string };

const prefix = 'PLANNER';

/** Planners as entries of the registry: what counts is compared with what there is at each request, so none of them is ever due. */
export const plannerKind: EntryKind<Planner, PlannerCommand> = {
  prefix,
  schema: Planner,
  keyOf: ({ id }) => id,
  decide: (seen, command, { now }) => decidePlanner(seen, command, now),
  toEvent: (_, { type }) => {
    throw new Error(`Whoever plans has no event ${type}.`);
  },
  subjectOf: () => prefix,
  measure: () => [],
  dueAt: () => undefined,
  list: 'PLANNERS',
  indexes: ({ id }) => ({ sort: id }),
  logIds: ({ id: planner }) => ({ planner }),
  absent: (planner) => new DomainError('PlannerNotFound', { planner }),
};

/** Whoever has not planned yet. */
export function newPlanner(id: string, now: Instant): Planner {
  return { ...newEntry(now), id, version: 1, plans: [] };
}

/** A plan that is asked for again has its place already. StackPlansReached, with those to wait for, where there is none. */
function decidePlanner(seen: Planner, command: PlannerCommand, now: Instant): EntryChange<Planner> | null {
  if (command.type === 'release')
    return held(
      seen,
      seen.plans.filter(({ plan }) => plan !== command.plan),
    );
  const { plan, stack, most, over, absent } = command;
  if (seen.plans.some((one) => one.plan === plan)) return null;
  const open = seen.plans.filter(
    (one) => !over.includes(one.plan) && (!absent.includes(one.plan) || now < plus(one.at, unseenWindow)),
  );
  if (open.length >= most)
    throw new DomainError('StackPlansReached', {
      holder: seen.id,
      limit: most,
      plans: open.map((one) => ({ stack: one.stack, plan: one.plan })),
    });
  return held(seen, [...open, { plan, stack, at: now }]);
}

function held(seen: Planner, plans: HeldPlan[]): EntryChange<Planner> {
  return { entry: { ...seen, plans }, events: [], effects: [] };
}
