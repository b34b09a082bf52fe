import type { Actor } from '../../domain/access/actor';
import { authorizePreview } from '../../domain/access/authorize';
import { DomainEvent } from '../../domain/environment/events';
import type { Environment } from '../../domain/environment/environment';
import { DomainError } from '../../domain/base/errors';
import type { Receipt } from '../../domain/environment/receipt';
import type { EnvironmentView } from '../../domain/environment/view';
import { showTo, type ShowingDeps } from './deeds/show-environment';
import type { Deps } from '../ports/deps';

type Reading = Pick<Deps, 'registry' | 'audit' | 'artifacts'>;

/** One life of a name, present or ended, with the whole evidence of its end. */
export async function getLife(
  { actor, id }: { actor: Actor; id: string },
  deps: Reading & ShowingDeps,
): Promise<EnvironmentView & { evidence: Receipt | null }> {
  const life = (await deps.registry.getLife(id)) ?? (await presentLife(id, deps));
  if (!life) throw new DomainError('LifeNotFound', { life: id });
  authorizePreview(actor, life.name, 'read a life of');
  const receipt = life.status === 'destroyed' && life.receipt.built && life.lastRun;
  return {
    ...(await showTo(actor, life, deps)),
    evidence: receipt ? await deps.artifacts.readReceipt(receipt.id) : null,
  };
}

/** A life that still has its name is found by the name in its first event. */
async function presentLife(id: string, { registry, audit }: Reading): Promise<Environment | undefined> {
  const { items } = await audit.list(DomainEvent, id, { after: 0, limit: 1 });
  const present = items[0] && (await registry.get(items[0].environment));
  return present?.id === id ? present : undefined;
}
