import type { Actor } from '../../domain/access/actor';
import { authorizePreview } from '../../domain/access/authorize';
import { DomainEvent } from '../../domain/environment/events';
import type { Environment } from '../../domain/environment/environment';
import { DomainError } from '../../domain/base/errors';
import type { LifeView } from '../../domain/api/responses';
import { showBill } from '../../domain/cost/actual-cost';
import { showTo, type ShowingDeps } from './deeds/show-environment';
import type { Deps } from '../ports/deps';

type Reading = Pick<Deps, 'registry' | 'audit' | 'artifacts' | 'bills'>;

/** One life of a name, present or ended, with the whole evidence of its end. */
export async function getLife(
  { actor, id }: { actor: Actor; id: string },
  deps: Reading & ShowingDeps,
): Promise<LifeView> {
  const life = (await deps.registry.getLife(id)) ?? (await presentLife(id, deps));
  if (!life) throw new DomainError('LifeNotFound', { life: id });
  authorizePreview(actor, life.name, 'read a life of');
  const receipt = life.status === 'destroyed' && life.receipt.built && life.lastRun;
  const bill = await deps.bills.get(life.id);
  return {
    ...(await showTo(actor, life, deps)),
    ...(bill && { actual: showBill(bill) }),
    evidence: receipt ? await deps.artifacts.readReceipt(receipt.id) : null,
  };
}

/** A life that still has its name is found by the name in its first event. */
async function presentLife(id: string, { registry, audit }: Reading): Promise<Environment | undefined> {
  const { items } = await audit.list(DomainEvent, id, { after: 0, limit: 1 });
  const present = items[0] && (await registry.get(items[0].environment));
  return present?.id === id ? present : undefined;
}
