import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import type { RequestKey } from '../../domain/registry/entry';
import { requestOf } from '../../domain/registry/requests';
import { targetKind } from '../../domain/target/target-kind';
import { type TargetDetails, toTargetDetails } from '../../domain/target/target-view';
import { decideAndSave, readEntry } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { namesIn } from './names-in';
import { type TargetDeps, targets } from './targets';

/** Which target; `request` is there when the caller may send it again. */
export interface RemoveTargetInput {
  actor: Actor;
  name: string;
  request?: RequestKey | undefined;
}

/**
 * Removes a target in two steps:
 * 1. refuses where anything lives there; else it takes nothing new from now on,
 * 2. once no reader offers it any more, the sweep looks again, and ends it or has it take environments as before.
 */
export async function removeTarget(
  { actor, name, request: asked }: RemoveTargetInput,
  deps: TargetDeps,
): Promise<TargetDetails> {
  authorize(actor, 'admin', 'remove targets');
  await deps.targets.read();
  const place = { kind: targetKind, entries: deps.targetEntries, key: name };
  const seen = await readEntry(place);
  const lives = seen.status === 'active' ? await namesIn(name, deps) : [];
  if (lives.length > 0) throw new DomainError('TargetInUse', { name, lives });
  const command = { type: 'remove', by: actor.id, request: requestOf(actor, asked) } as const;
  const { entry } = await decideAndSave({ ...place, seen }, () => [command], deps);
  deps.targets.forget();
  return toTargetDetails(await deliver(targets, entry, deps), deps);
}
