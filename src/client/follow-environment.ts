import type { EnvironmentView } from './typed/types';
import type { Api } from './api';
import { CliError, withHints } from './errors';
import { describeProgress, type Tick } from './text/progress';
import { type ClientWorld, pacer } from './world';

/** How far off the next attempt of a destroy may be for it to be waited for. */
const longestRest = 5 * 60_000;

/** Who watches: what asks the API, shows what goes on, and waits. */
export interface Watcher {
  api: { watch: Pick<Api['watch'], 'getEnvironment' | 'getLife'> };
  screen: { tick: (tick: Tick) => void };
  world: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
}

/** Shows what is done to one life until it is `settled`; to stop watching does not stop the work. */
export async function followEnvironment(
  watcher: Watcher,
  start: EnvironmentView,
  settled: (view: EnvironmentView) => boolean,
): Promise<EnvironmentView> {
  const { world, screen } = watcher;
  const rest = pacer(world);
  let view = start;
  try {
    while (!settled(view)) {
      screen.tick(describeProgress(view, world.now()));
      await rest();
      view = await lookAgain(watcher, view);
    }
  } catch (error) {
    throw stoppedWatching(error, view);
  }
  return view;
}

/** The name may hold a newer life by now; the one that is watched is found by its id. */
async function lookAgain({ api }: Watcher, { name, id }: EnvironmentView): Promise<EnvironmentView> {
  const present = await api.watch.getEnvironment(name);
  return present.id === id ? present : api.watch.getLife(id);
}

/** What the control plane has at work continues without a watcher; what it no longer has, or has no work on, does not. */
function stoppedWatching(error: unknown, view: EnvironmentView): unknown {
  const { name, run } = view;
  if (!(error instanceof CliError) || error.kind === 'not-found' || !isAtWork(view)) return error;
  const continues = `The work continues: 'idp status ${name} --watch' follows it`;
  return withHints(
    error,
    run?.kind === 'provision' ? `${continues}, 'idp cancel ${name}' stops it.` : `${continues}.`,
  );
}

function isAtWork({ run, status }: EnvironmentView): boolean {
  if (run) return run.phase !== 'awaiting-approval';
  return status === 'destroying' || status === 'stuck';
}

/** Whether a run is over, or waits for a person. */
export function isRunOver(run: string): (view: EnvironmentView) => boolean {
  return (view) => view.run?.id !== run || view.run.phase === 'awaiting-approval';
}

/** Whether a life is off the list: destroyed with a receipt, or forgotten because nothing can be proven of it any more. */
export function isGone(status: string): boolean {
  return status === 'destroyed' || status === 'forgotten';
}

/** Whether a destroy came to its end, or to where only time or a person helps. */
export function isDestroyOver({ now }: Pick<ClientWorld, 'now'>): (view: EnvironmentView) => boolean {
  return ({ status, run, destruction }) => {
    if (isGone(status) || (status === 'stuck' && !run)) return true;
    if (run || destruction?.nextAttemptAt == null) return false;
    return Date.parse(destruction.nextAttemptAt) - now() > longestRest;
  };
}

/** Whether nothing is being done, as far as can be seen. */
export function isAtRest(world: Pick<ClientWorld, 'now'>): (view: EnvironmentView) => boolean {
  const destroyOver = isDestroyOver(world);
  return (view) => {
    if (view.status === 'destroying' || view.status === 'stuck') return destroyOver(view);
    return !view.run || view.run.phase === 'awaiting-approval';
  };
}
