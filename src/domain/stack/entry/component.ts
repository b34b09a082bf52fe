import * as z from 'zod';
import { Instant } from '../../base/time';
import { ComponentName } from '../names';

/** So many components may a stack have. */
export const mostComponents = 40;
/** So many may there be at once, with those that are on their way out. */
export const mostAtOnce = 80;
const longestReason = 300;

/** How a component stands, as far as its stack knows; `failed` is also one that is there and did not become what is wanted. */
export const ComponentState = z.enum([
  'not-built',
  'planning',
  'waiting',
  'applying',
  'ready',
  'failed',
  'destroying',
  'gone',
]);
export type ComponentState = z.infer<typeof ComponentState>;

/** What a stack tells the environment of a component to do. */
export const OrderKind = z.enum([
  'create',
  'change',
  'approve',
  'reject',
  'cancel',
  'retry',
  'destroy',
  'set-end',
]);
export type OrderKind = z.infer<typeof OrderKind>;

const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hexadecimal digits');
const Needs = z.array(ComponentName).max(mostComponents - 1);
const Reason = z.string().max(longestReason);

/** What a revision wants of a component: by its digest, and which other components must be there before it. */
export const WantedComponent = z.strictObject({
  template: z.string().max(200),
  digest: Digest,
  needs: Needs,
});
export type WantedComponent = z.infer<typeof WantedComponent>;

/** The components that a revision wants, by name. */
export const WantedComponents = z
  .record(ComponentName, WantedComponent)
  .refine((all) => Object.keys(all).length <= mostComponents, `at most ${mostComponents} components`);
export type WantedComponents = z.infer<typeof WantedComponents>;

/**
 * What was last ordered, until the environment is known to have heard it: an environment takes each number once, and only a
 * higher one than the last. `clock` is the time of the stack's own clock at which the values of others are read.
 */
const Order = z.strictObject({
  n: z.int().positive(),
  kind: OrderKind,
  digest: Digest.optional(),
  clock: z.int().nonnegative(),
});

/** Whether a yes to the plan of the whole stack covers a plan of the component, whose, or else why none does. */
export const ConsentJudgement = z.strictObject({ plan: Digest, by: z.string().nullable(), why: Reason });
export type ConsentJudgement = z.infer<typeof ConsentJudgement>;

/** A component of a stack as its entry knows it. */
export const StackComponent = z.strictObject({
  /** Null where it is to go. */
  wanted: WantedComponent.nullable(),
  state: ComponentState,
  /** The life of its environment; null where there is none. */
  life: z.ulid().nullable(),
  /** The version of the environment's item that was last heard of; what is older is no news. */
  heard: z.int().nonnegative(),
  /** Whether it must be looked at before anything more is ordered: the last order showed that what is known is not so any more. */
  mustLook: z.boolean(),
  order: Order.nullable(),
  /** The order that it has what is wanted of it from, and what that was. */
  asked: z.strictObject({ n: z.int().positive(), digest: Digest, clock: z.int().nonnegative() }).nullable(),
  /** What it was last made, by which order, and when by the stack's own clock. */
  done: z.strictObject({ n: z.int().positive(), digest: Digest, made: z.int().positive() }).nullable(),
  /** Whether anything of it may exist. */
  built: z.boolean(),
  /** The components without which what there is of it could not be. */
  uses: Needs,
  /** The plan that waits for a person. */
  plan: Digest.nullable(),
  /** Of the last plan that was held against a yes to the plan of the stack; absent where none was. */
  judged: ConsentJudgement.optional(),
  /** Whether its run was asked to stop. */
  stopping: z.boolean(),
  /** A yes to that plan, or to its end (`destroy`), and whose. */
  approved: z.strictObject({ plan: z.string().max(64), by: z.string() }).nullable(),
  /** Why its environment failed or cannot end, in its own words. */
  failure: Reason.nullable(),
  /** Why an order was refused, or that it ended without one. */
  refused: Reason.nullable(),
  stuck: z.boolean(),
  /** Whether a person asked to try again what failed. */
  again: z.boolean(),
  /** Whether a person asked to have it applied as it is wanted once more, as it has drifted; missing where nobody did. */
  mend: z.literal(true).optional(),
  /** When its environment ends by itself. */
  endsAt: Instant.nullable(),
});
export type StackComponent = z.infer<typeof StackComponent>;

/** A component that was never built. */
export function newComponent(wanted: WantedComponent): StackComponent {
  return {
    wanted,
    state: 'not-built',
    life: null,
    heard: 0,
    mustLook: false,
    order: null,
    asked: null,
    done: null,
    built: false,
    uses: [],
    plan: null,
    stopping: false,
    approved: null,
    failure: null,
    refused: null,
    stuck: false,
    again: false,
    endsAt: null,
  };
}

/** Whether its environment is there, or may come to be there by what was ordered. */
export function isThere({ life, order }: StackComponent): boolean {
  return life !== null || order?.kind === 'create';
}

/** Whether something is being done to it, or it waits for a person. */
export function isUnderWay({ state }: StackComponent): boolean {
  return state === 'planning' || state === 'waiting' || state === 'applying';
}

/** Whether it failed, or what was ordered was refused, and nobody has asked to try again. */
export function isBroken({ state, refused, again }: StackComponent): boolean {
  return !again && (refused !== null || state === 'failed');
}

/** A reason cut to what the item holds of it. */
export function shortReason(text: string): string {
  return text.length <= longestReason ? text : `${text.slice(0, longestReason - 1)}…`;
}
