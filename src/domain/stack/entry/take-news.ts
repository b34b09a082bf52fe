import * as z from 'zod';
import { Instant } from '../../base/time';
import { shortReason, type StackComponent } from './component';

/** What is seen of the environment under a component's name, where it is one of this life of the stack. */
export const ComponentFacts = z.strictObject({
  life: z.ulid(),
  /** The version of its item, which grows also from life to life of a name. */
  version: z.int().positive(),
  /** The last order that it took, and the one by which what is applied was asked for. */
  order: z.int().nonnegative(),
  applied: z.int().nonnegative().nullable(),
  status: z.enum(['pending', 'ready', 'failed', 'destroying', 'stuck', 'ended']),
  phase: z.enum(['planning', 'waiting', 'applying']).nullable(),
  stopping: z.boolean(),
  plan: z.string().nullable(),
  /** Why it failed or cannot end, or why what was asked of it last came to nothing. */
  failure: z.string().nullable(),
  endsAt: Instant.nullable(),
});
export type ComponentFacts = z.infer<typeof ComponentFacts>;

/** A component with what is now known of it, and the stack's clock, which goes on where something was made. */
export interface Heard {
  component: StackComponent;
  clock: number;
}

/**
 * Takes in what is seen of a component's environment, in whatever order that arrives: what is older than what is known, or from
 * before the environment heard the last order, changes nothing.
 */
export function takeNews(component: StackComponent, facts: ComponentFacts, clock: number): Heard {
  const { order } = component;
  const isOld = facts.version < component.heard || (order !== null && facts.order < order.n);
  if (isOld) return { component, clock };
  const looked = component.mustLook ? { ...component, mustLook: false } : component;
  if (facts.version === component.heard) return { component: looked, clock };
  const heard = { ...hearOrder(looked), heard: facts.version };
  // What ended before this component came to be, or was known to have ended, is none of its own.
  if (facts.status === 'ended' && component.life === null && order === null)
    return { component: { ...looked, heard: facts.version }, clock };
  if (facts.status === 'ended') return { component: ended(heard, order?.kind), clock };
  return there(
    { ...heard, life: facts.life, built: facts.applied !== null, endsAt: facts.endsAt },
    facts,
    clock,
  );
}

/** The environment has taken the last order. */
function hearOrder(component: StackComponent): StackComponent {
  const { order } = component;
  if (!order) return component;
  const { n, digest, clock, kind } = order;
  const asked = digest === undefined ? component.asked : { n, digest, clock };
  return { ...component, order: null, asked, ...(kind === 'approve' && { approved: null }) };
}

/**
 * Nothing of it is left. One that is still wanted is not built again by itself, as somebody or something has ended it; but one
 * that was on its way out when it came to be wanted anew is.
 */
function ended(component: StackComponent, ordered: string | undefined): StackComponent {
  const { wanted, refused, failure, again } = component;
  const why = failure ?? `it has ended${ordered === undefined ? '' : ` (${ordered})`}`;
  return {
    ...component,
    state: 'gone',
    life: null,
    asked: null,
    done: null,
    built: false,
    uses: [],
    plan: null,
    stopping: false,
    approved: null,
    failure: null,
    refused: wanted === null || again ? null : (refused ?? shortReason(why)),
    stuck: false,
    endsAt: null,
  };
}

function there(component: StackComponent, facts: ComponentFacts, clock: number): Heard {
  const failure = facts.failure === null ? null : shortReason(facts.failure);
  const seen = {
    ...component,
    failure,
    stuck: facts.status === 'stuck',
    plan: facts.phase === 'waiting' ? facts.plan : null,
    stopping: facts.stopping,
  };
  if (facts.status === 'destroying' || facts.status === 'stuck')
    return { component: { ...seen, state: 'destroying', approved: null }, clock };
  if (facts.phase !== null) return { component: { ...seen, state: facts.phase, failure: null }, clock };
  return settled(seen, facts, clock);
}

/** Nothing is done to it: it is what was asked, or that came to nothing. */
function settled(component: StackComponent, { status, applied }: ComponentFacts, clock: number): Heard {
  const { asked, done, wanted } = component;
  if (status !== 'ready' || asked === null || applied !== asked.n)
    return {
      component: { ...component, state: 'failed', failure: component.failure ?? 'it was not applied' },
      clock,
    };
  const ready = { ...component, state: 'ready' as const, failure: null };
  if (done?.n === asked.n) return { component: ready, clock };
  const made = { n: asked.n, digest: asked.digest, made: clock + 1 };
  const uses = wanted?.digest === asked.digest ? wanted.needs : ready.uses;
  return { component: { ...ready, done: made, uses, refused: null, again: false }, clock: clock + 1 };
}
