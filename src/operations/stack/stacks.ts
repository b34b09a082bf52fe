import type { StackCommand } from '../../domain/stack/entry/stack-commands';
import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import { stackKind } from '../../domain/stack/entry/stack-kind';
import { hasStackEnded } from '../../domain/stack/entry/stack-status';
import { keyOf } from '../../domain/stack/names';
import type { Deps } from '../ports/deps';
import type { BoundKind } from '../registry/bound-kind';
import { readEntry } from '../registry/decide-and-save';
import { judgePlan } from './consent/judge-plan';
import { carryOut } from './carry-out';
import { factsOf } from './facts-of';

/** Stacks as the loop of the registry knows them. */
export const stacks: BoundKind<StackEntry, StackCommand, Deps> = {
  kind: stackKind,
  entries: (deps) => deps.stacks,
  effects: { order: carryOut },
  // Each is for another component, and the API waits for all of them.
  atOnce: 8,
  look: async (seen, deps) => {
    if (hasStackEnded(seen)) return [];
    const news = await Promise.all(Object.keys(seen.components).map((one) => newsOf(seen, one, deps)));
    return [...news.flat(), { type: 'tick' }];
  },
};

async function newsOf(stack: StackEntry, component: string, deps: Deps): Promise<StackCommand[]> {
  const environment = await deps.registry.get(keyOf(stack.name, component));
  const facts = environment && factsOf(environment, stack);
  if (!facts) return [];
  const judged = await judgePlan(stack, { component, environment }, deps);
  return [{ type: 'news', component, facts, judged }];
}

/** The present life of a name, or StackNotFound. */
export function readStack(name: string, deps: Pick<Deps, 'stacks'>): Promise<StackEntry> {
  return readEntry({ kind: stackKind, entries: deps.stacks, key: name });
}
