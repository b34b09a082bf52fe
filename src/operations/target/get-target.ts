import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import { type TargetDetails, toTargetDetails } from '../../domain/target/target-view';
import type { TargetPorts } from '../ports/target';

/** Everything about a target, whether it is offered or on its way out. */
export async function getTarget(
  { actor, name }: { actor: Actor; name: string },
  { targets, targetEntries, runsRole }: TargetPorts,
): Promise<TargetDetails> {
  authorize(actor, 'admin', 'see how targets are configured');
  await targets.read();
  const target = await targetEntries.get(name);
  if (!target || target.status === 'removed') throw new DomainError('TargetNotFound', { name });
  return toTargetDetails(target, { runsRole });
}
