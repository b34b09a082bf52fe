import { decide, type Command, type Decision } from '../../domain/environment/decide';
import type { Environment } from '../../domain/environment/environment';
import { DomainError } from '../../domain/base/errors';
import type { CoreDeps } from '../ports/deps';

const attempts = 12;

type Saving = Pick<CoreDeps, 'registry' | 'clock' | 'newId'>;

/**
 * The one way to change an environment: read, decide, write if nobody else did, else read and decide again.
 * `toCommand` sees what was read, so that it can check rights against it.
 */
export async function decideAndSave(
  name: string,
  toCommand: (environment: Environment) => Command,
  deps: Saving,
): Promise<Decision> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const seen = await readEnvironment(name, deps);
    const decision = decide(seen, toCommand(seen), { now: deps.clock(), newRun: deps.newId() });
    if (decision.environment === seen) return decision;
    if (await deps.registry.save(decision.environment, seen)) return decision;
  }
  throw new DomainError('VersionConflict', { name });
}

/** The present life of a name, or EnvironmentNotFound. */
export async function readEnvironment(
  name: string,
  { registry }: Pick<CoreDeps, 'registry'>,
): Promise<Environment> {
  const environment = await registry.get(name);
  if (!environment) throw new DomainError('EnvironmentNotFound', { name });
  return environment;
}
