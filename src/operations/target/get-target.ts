import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import { DomainError } from '../../domain/base/errors';
import { loadOf } from '../../domain/environment/slots/load-of';
import { type TargetDetails, toTargetDetails } from '../../domain/target/target-view';
import type { SlotPorts } from '../ports/slots';
import type { TargetPorts } from '../ports/target';

/** Everything about a target, whether it is offered or on its way out. */
export async function getTarget(
  { actor, name }: { actor: Actor; name: string },
  { targets, targetEntries, runsRole, slots }: TargetPorts & Pick<SlotPorts, 'slots'>,
): Promise<TargetDetails> {
  authorize(actor, 'admin', 'see how targets are configured');
  await targets.read();
  const target = await targetEntries.get(name);
  if (!target || target.status === 'removed') throw new DomainError('TargetNotFound', { name });
  const details = toTargetDetails(target, { runsRole });
  return details.slots === null ? details : { ...details, load: loadOf(await slots.get(name)) };
}
