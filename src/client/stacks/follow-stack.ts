import { CliError, withHints } from '../errors';
import type { StackView } from '../typed/stack-api';
import { describeStep, describeWhole } from './stack-progress';
import type { Tick } from '../text/progress';
import { type ClientWorld, pacer } from '../world';

/** Who watches a stack: what asks the API, shows what goes on, and waits. */
export interface StackWatcher {
  api: { watch: { getStack: (name: string) => Promise<StackView> } };
  screen: { tick: (tick: Tick) => void };
  world: Pick<ClientWorld, 'now' | 'sleep' | 'interrupted'>;
  /** The components as a terminal shows them while they are worked on. */
  draw: (view: StackView) => string[];
}

/** Shows what is done to one life of a stack until it is `settled`; to stop watching does not stop the work. */
export async function followStack(
  watcher: StackWatcher,
  start: StackView,
  settled: (view: StackView) => boolean,
): Promise<StackView> {
  const { world } = watcher;
  const rest = pacer(world);
  let [before, view]: [StackView | undefined, StackView] = [undefined, start];
  try {
    while (!settled(view)) {
      show(watcher, before, view);
      await rest();
      before = view;
      view = sameLife(view, await watcher.api.watch.getStack(view.name));
    }
    if (before) show(watcher, before, view);
  } catch (error) {
    throw stoppedWatching(error, view);
  }
  return view;
}

/** A line for each component that came to stand otherwise, and now and then one for all; on a terminal, all in place. */
function show({ screen, world, draw }: StackWatcher, before: StackView | undefined, view: StackView): void {
  const rows = draw(view);
  const old = new Map(before?.components.map((one) => [one.name, describeStep(one)]));
  for (const one of view.components) {
    const text = describeStep(one);
    if (before !== undefined && old.get(one.name) === text) continue;
    screen.tick({ text: `${one.environment}: ${text}`, key: `${one.environment} ${text}`, rows });
  }
  screen.tick({ ...describeWhole(view, world.now()), rows });
}

/** A name may hold a newer life by now, which nobody asked about. */
function sameLife(watched: StackView, seen: StackView): StackView {
  if (seen.id === watched.id) return seen;
  const message = `The stack '${watched.name}' that was watched has ended; one of the same name was applied since.`;
  throw new CliError('conflict', message, { code: 'StackReplaced' });
}

function stoppedWatching(error: unknown, { name, status }: StackView): unknown {
  const isOver = ['ready', 'failed', 'rejected', 'cancelled', 'destroyed'].includes(status);
  if (!(error instanceof CliError) || error.kind === 'not-found' || error.kind === 'conflict' || isOver)
    return error;
  const stop = status === 'destroying' || status === 'stuck' ? '' : `, 'idp stacks cancel ${name}' stops it`;
  return withHints(error, `The work continues: 'idp stacks status ${name} --watch' follows it${stop}.`);
}

type Component = StackView['components'][number];

/** Whether something is done to a component, or will be without anybody's word. */
function isMoving({ current, waitsFor, approve, failure, stuck }: Component): boolean {
  return !current && waitsFor.length === 0 && approve === null && failure === null && !stuck;
}

/** Whether nothing of a stack goes on until a person says or does something. */
export function isStackAtRest({ status, components, waiting, ending }: StackView): boolean {
  if (status === 'destroyed') return true;
  const moves = components.some(isMoving);
  if (ending) return status === 'stuck' && !moves;
  if (status === 'applying') return false;
  return status === 'awaiting-approval' ? !moves : waiting === null;
}

/** Whether a revision of this number has come to its end, to where a person must decide, or to where another one takes its place. */
export function isRevisionAtRest(number: number): (view: StackView) => boolean {
  return (view) => {
    if (view.revision.number > number || view.status === 'destroyed' || view.ending) return true;
    if (view.revision.number === number) return isStackAtRest({ ...view, waiting: null });
    return view.waiting?.number !== number || (view.status === 'awaiting-approval' && isStackAtRest(view));
  };
}

/** The number of the revision that was asked for last. */
export function newestRevision({ waiting, revision }: StackView): number {
  return waiting?.number ?? revision.number;
}
