import type { Work } from '../state/kept-state';
import type { RunContext } from '../run-context';
import type { StateKeeper } from '../state/state-keeper';
import type { VerifyContext } from './verify-context';

/** What looking for the resources of a run's life needs. */
export function verifyContextOf(context: RunContext, { terraform, keeper }: Work): VerifyContext {
  const { target, accessTo, life, environment, clock, log } = context;
  return {
    terraform,
    target,
    life,
    began: environment.createdAt,
    stateVersions: () => everyState(context, keeper),
    plannedCreates: () => context.persist(() => context.states.listCreates(life)),
    clock,
    log,
    access: accessTo(target),
  };
}

/** The local state too: it may be newer than the one that is kept. */
async function* everyState(
  { states, artifactsOf, life }: RunContext,
  keeper: StateKeeper,
): AsyncGenerator<Uint8Array> {
  const local = await keeper.localState();
  if (local) yield local;
  yield* states.stateVersions(life);
  for (const { run } of await states.listCreates(life)) {
    const fenced = await artifactsOf(run).readFencedState(run);
    if (fenced) yield fenced;
  }
}
