import type { StackEntry } from '../../domain/stack/entry/stack-entry';
import type { Deps } from '../ports/deps';
import { visitEntry } from '../registry/visit-entry';
import { stacks } from './stacks';

/**
 * Has a stack look at its components and go on with what follows, after something happened to one of them. Whatever is missed
 * here the sweep finds. Returns the stack as it then is; undefined where there is none of that name.
 */
export async function moveStack(name: string, deps: Deps): Promise<StackEntry | undefined> {
  const seen = await deps.stacks.get(name);
  return seen && visitEntry(stacks, seen, deps);
}
