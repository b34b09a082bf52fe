import { allSettled } from '../../../domain/base/all-settled';
import { isDomainError } from '../../../domain/base/errors';
import type { EnvironmentCommand } from '../../../domain/environment/decide';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { environmentKind } from '../../../domain/environment/environment-kind';
import { type LifeName, usersToCheck } from '../../../domain/environment/uses/references';
import type { Registry } from '../../ports/environment';
import type { DecidingDeps } from '../../ports/registry';
import { decideAndSave } from '../../registry/decide-and-save';

type HoldingDeps = DecidingDeps & { registry: Registry };

/**
 * Has each life that this one takes outputs of promise not to end before it: before it is written, so that no run of it can begin
 * unpromised. Whoever dies in between leaves promises that the sweep takes back, as there is no such life.
 */
export async function holdProducers(
  { name, id, uses = [], lease }: Pick<Environment, 'name' | 'id' | 'uses' | 'lease'>,
  deps: HoldingDeps,
): Promise<void> {
  for (const producer of uses) {
    const user = { name, id };
    await decide(producer, { type: 'reserve-use', life: producer.id, user, until: lease.expiresAt }, deps);
  }
}

/** Takes the promises back, as its user has ended or was never made. */
export async function releaseProducers(
  { id, uses = [] }: Pick<Environment, 'id' | 'uses'>,
  deps: HoldingDeps,
): Promise<void> {
  await allSettled(uses.map((producer) => releaseProducer(producer, id, deps)));
}

/** The same of one; nothing where the producer is gone. */
export function releaseProducer(producer: LifeName, user: string, deps: HoldingDeps): Promise<void> {
  return unlessGone(decide(producer, { type: 'release-use', life: producer.id, user }, deps));
}

/** Ends all that take outputs of a life which waits for them; of another life of its name nothing. */
export async function endUsers(life: string, seen: Environment, deps: HoldingDeps): Promise<void> {
  const { id, usedBy = [], ending } = seen;
  if (id !== life || ending === undefined) return;
  const { reason } = ending;
  await allSettled(
    usedBy.map((user) => unlessGone(decide(user, { type: 'end-for-producer', life: user.id, reason }, deps))),
  );
}

/** Promises to lives that have ended, or that never were: the users' items are the truth, and this one follows them. */
export async function staleUses(
  { id, usedBy = [] }: Environment,
  deps: HoldingDeps,
): Promise<EnvironmentCommand[]> {
  const checked = await Promise.all(
    usersToCheck(usedBy, deps.clock()).map(async (user) => ((await isUsing(user, id, deps)) ? [] : [user])),
  );
  return checked.flat().map((user) => ({ type: 'release-use', life: id, user: user.id }));
}

async function isUsing(
  { name, id }: LifeName,
  producer: string,
  { registry }: HoldingDeps,
): Promise<boolean> {
  const user = await registry.get(name);
  if (user?.id !== id || hasEnded(user)) return false;
  return user.uses?.some((one) => one.id === producer) ?? false;
}

async function decide({ name }: LifeName, command: EnvironmentCommand, deps: HoldingDeps): Promise<void> {
  await decideAndSave({ kind: environmentKind, entries: deps.registry, key: name }, () => [command], deps);
}

async function unlessGone(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!isDomainError(error, 'EnvironmentNotFound')) throw error;
  });
}
