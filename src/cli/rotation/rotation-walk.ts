import type { EnvironmentView } from '../../client/typed/types';

type Rotation = NonNullable<EnvironmentView['rotation']>;

/** What a walk over a stack has still to do: under which id, if it began before, and which components are done. */
export interface OpenWalk {
  id?: string;
  done: ReadonlySet<string>;
}

/**
 * The last walk over the components, where it came to no end: one of its rotations did not end, or its last component was never
 * reached. Otherwise a new one.
 */
export function openWalk(components: readonly Pick<EnvironmentView, 'name' | 'rotation'>[]): OpenWalk {
  const all = components.flatMap(({ name, rotation }) =>
    rotation?.walk ? [{ name, ...rotation, walk: rotation.walk }] : [],
  );
  const id = all.reduce<Rotation | undefined>(
    (last, one) => (!last || one.since > last.since ? one : last),
    undefined,
  )?.walk?.id;
  const own = all.filter(({ walk }) => walk.id === id);
  const isOver = own.every(({ endedAt }) => endedAt !== undefined) && own.some(({ walk }) => walk.left === 0);
  if (id === undefined || isOver) return { done: new Set() };
  return { id, done: new Set(own.filter(({ endedAt }) => endedAt !== undefined).map(({ name }) => name)) };
}
