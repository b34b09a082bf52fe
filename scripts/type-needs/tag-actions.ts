import type { ReferenceAction } from './reference';

/** How a service's tags are listed, put and taken off, where it has one action for each. */
interface TagActions {
  list: ReferenceAction[];
  tag: ReferenceAction[];
  untag: ReferenceAction[];
}

/** The names that services give these actions, the most usual first. */
const names: Readonly<Record<keyof TagActions, readonly string[]>> = {
  list: [
    'listtagsforresource',
    'listtags',
    'listtagsofresource',
    'listresourcetags',
    'describetags',
    'gettags',
  ],
  tag: ['tagresource', 'tagresources', 'addtagstoresource', 'addtags', 'createtags', 'changetagsforresource'],
  untag: ['untagresource', 'untagresources', 'removetagsfromresource', 'removetags', 'deletetags'],
};

/** The first of each that the service has. */
export function tagActionsOf(actions: ReadonlyMap<string, ReferenceAction>): TagActions {
  const first = (step: keyof TagActions) =>
    names[step].flatMap((name) => actions.get(name) ?? []).slice(0, 1);
  return { list: first('list'), tag: first('tag'), untag: first('untag') };
}
