import { CliError } from '../../client/errors';
import { exitCodes, success, troubleOf } from '../../client/exit-codes';
import { followEnvironment, isRunOver } from '../../client/follow-environment';
import type { BodyOf } from '../../client/typed/operation';
import type { EnvironmentView } from '../../client/typed/types';
import type { Context } from '../context';
import { renderRotation, type RotationList } from './render-rotation';

/** What became of the rotation of one environment: its list where there is one, and why it stopped. */
export interface Rotated {
  name: string;
  /** Null where the rotation was refused. */
  view: EnvironmentView | null;
  /** The id of the walk that it belongs to, of a component that was rotated with its stack. */
  walk: string | undefined;
  list: RotationList | null;
  /** Undefined while it goes on, null where it is done. */
  failure?: string | null;
}

/** What is requested of one environment; without `wait` it is not followed. */
export interface AskedRotation {
  body: BodyOf<'rotate-environment'>;
  wait: boolean;
}

/** Rotates one environment and follows that to its end. */
export async function rotateOne(
  context: Context,
  name: string,
  { body, wait }: AskedRotation,
): Promise<Rotated> {
  const { api } = context;
  const asked = await api.rotateEnvironment(name, body);
  const run = asked.run?.id;
  if (run === undefined) throw new CliError('conflict', `The rotation of '${name}' has ended already.`);
  const walk = asked.rotation?.walk?.id;
  if (!wait) return { name: asked.name, view: asked, walk, list: null };
  const watcher = { ...context, api: { watch: api.watch } };
  const view = await followEnvironment(watcher, asked, isRunOver(run));
  const [{ result, failureReason }, list] = await Promise.all([api.watch.getRun(run), listOf(context, run)]);
  const isDone = result === 'rotated' || result === 'listed';
  const failure = isDone ? null : (failureReason ?? `The run was ${result ?? 'lost'}.`);
  return { name: asked.name, view, walk, list, failure };
}

/** A build that never started leaves none. */
async function listOf({ api }: Context, run: string): Promise<RotationList | null> {
  try {
    return await api.getRotation(run);
  } catch (error) {
    if (troubleOf(error) === 'not-found') return null;
    throw error;
  }
}

/** Prints what was done, or what stopped it and how it is continued; exit code 7 where it is not done. */
export function reportRotation(
  { screen }: Context,
  { name, view, list, failure }: Rotated,
  next = `'idp rotate ${name}' continues it.`,
): number {
  if (failure === undefined) {
    screen.show(view, () => [`Requested. 'idp status ${name} --watch' follows it.`]);
    return success;
  }
  screen.show(list ?? view, () => [
    ...(list ? renderRotation(list, screen.paint) : []),
    ...(failure === null ? [] : [`The rotation of ${name} stopped: ${failure}`, next]),
  ]);
  return failure === null ? success : exitCodes.unsuccessful;
}
