import { exitCodes, success, troubleOf } from '../../client/exit-codes';
import type { StackView } from '../../client/typed/stack-api';
import type { Context } from '../context';
import { renderRotation } from './render-rotation';
import { type Rotated, rotateOne } from './rotate-one';
import { openWalk } from './rotation-walk';

/** Rotates the components of a stack one after the other, what others use first, and stops at the first that fails. */
export async function rotateStack(context: Context, name: string, dryRun: boolean): Promise<number> {
  const { api, screen } = context;
  const order = inOrder(await api.watch.getStack(name));
  const views = await Promise.all(order.map((one) => api.getEnvironment(one)));
  const walk = dryRun ? { done: new Set<string>() } : openWalk(views);
  if (walk.id !== undefined) screen.say(`Continues the rotation of '${name}' that stopped.`);
  const todo = order.filter((one) => !walk.done.has(one));
  const rotated = await walkOver(context, todo, { dryRun, id: walk.id });
  return report(context, { name, rotated, left: todo.slice(rotated.length) });
}

/** Producers are in lower layers than their consumers; what is not there yet, or no more, holds nothing. */
function inOrder({ components }: StackView): string[] {
  return components
    .filter(({ life }) => life !== null)
    .sort((one, other) => one.layer - other.layer || (one.name < other.name ? -1 : 1))
    .map(({ environment }) => environment);
}

async function walkOver(
  context: Context,
  todo: readonly string[],
  { dryRun, id: open }: { dryRun: boolean; id: string | undefined },
): Promise<Rotated[]> {
  const rotated: Rotated[] = [];
  let id = open;
  for (const [index, name] of todo.entries()) {
    context.screen.say(`${name}:`);
    const walk = { left: todo.length - index - 1, ...(id !== undefined && { id }) };
    const one = await rotateOne(context, name, {
      body: dryRun ? { dryRun } : { dryRun, walk },
      wait: true,
    }).catch((error: unknown) => refusedOf(name, error));
    rotated.push(one);
    id ??= one.walk;
    if (one.failure !== null) break;
  }
  return rotated;
}

/** A component that is not ready, or asleep, or at work stops the walk as one that fails does. */
function refusedOf(name: string, error: unknown): Rotated {
  if (troubleOf(error) !== 'conflict') throw error;
  return { name, view: null, walk: undefined, list: null, failure: (error as Error).message };
}

interface Walked {
  name: string;
  rotated: readonly Rotated[];
  left: readonly string[];
}

function report({ screen }: Context, { name, rotated, left }: Walked): number {
  const components = rotated.map(({ name: its, list, failure }) => ({
    name: its,
    failure: failure ?? null,
    list,
  }));
  const stopped = components.find(({ failure }) => failure !== null);
  screen.show({ stack: name, components, left }, () => [
    ...components.flatMap((one) => [
      screen.paint.bold(one.name),
      ...(one.list ? renderRotation(one.list, screen.paint) : []),
      '',
    ]),
    ...(stopped ? [`The rotation of ${stopped.name} stopped: ${stopped.failure ?? ''}`] : []),
    ...(left.length > 0 ? [`Not rotated: ${left.join(', ')}.`] : []),
    ...(stopped ? [`'idp rotate ${name}' continues from there.`] : []),
  ]);
  return stopped ? exitCodes.unsuccessful : success;
}
