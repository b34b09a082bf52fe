import { toNanos } from '../../../domain/cost/money';
import { decideBirth } from '../../../domain/environment/decide';
import type { RequestKey } from '../../../domain/registry/entry';
import { remembers, requestOf } from '../../../domain/registry/requests';
import { type Environment, hasEnded } from '../../../domain/environment/environment';
import { DomainError } from '../../../domain/base/errors';
import type { PartOfStack } from '../../../domain/environment/stack/part-of-stack';
import { holdProducers, releaseProducers } from '../references/hold-producers';
import { type AskedShare, holdShare, releaseShare } from '../limits/hold-share';
import { refuseOverBudget } from '../limits/refuse-over-budget';
import { chainEvents } from '../../registry/chain-events';
import type { Deps } from '../../ports/deps';

import type { CreateEnvironmentInput, PreparedBirth } from './creation-request';

const attempts = 5;

/**
 * Writes the life where the name is free; of many who ask at once, one does and the others learn who. The same request
 * finds what it wrote before a crash; an ended life whose events are not all delivered is read again.
 */
export async function insertLife(
  birth: PreparedBirth,
  { actor, request: sent }: Pick<CreateEnvironmentInput, 'actor' | 'request'>,
  deps: Deps,
): Promise<Environment> {
  const request = requestOf(actor, sent);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const previous = (await deps.registry.get(birth.name)) ?? null;
    if (previous && (remembers(previous, request) || hasTaken(previous, birth.stack))) return previous;
    if (previous && !hasEnded(previous)) throw taken(previous);
    if (previous) await deps.registry.keepLife(previous);
    await refuseOverBudget(actor, birth, deps);
    const environment = newLife(birth, previous, { request, deps });
    if (await insertHeld(environment, previous, { deps, isShared: request !== undefined }))
      return environment;
  }
  throw new DomainError('VersionConflict', { name: birth.name });
}

/** `isShared`: the same request may be sent again, for a life of the same id. */
interface Inserting {
  deps: Deps;
  isShared: boolean;
}

/** Takes what the life needs of others before it is written, and gives it back where it is not written. */
async function insertHeld(
  environment: Environment,
  previous: Environment | null,
  { deps, isShared }: Inserting,
): Promise<boolean> {
  const share = shareOf(environment);
  await holdAll(environment, share, { deps, isShared });
  // Whether a write that fails was made is unknown: what is held for no life is taken back by the sweep.
  if (await deps.registry.insert(environment, previous)) return true;
  // An answer of our own that was lost looks like another one's write: then the environment is there, and counts.
  if ((await deps.registry.get(environment.name))?.id === environment.id) return false;
  await releaseShare(share, deps);
  await releaseProducers(environment, deps);
  return false;
}

async function holdAll(
  environment: Environment,
  share: AskedShare,
  { deps, isShared }: Inserting,
): Promise<void> {
  try {
    await holdProducers(environment, deps);
    await holdShare(share, deps);
  } catch (error) {
    // What the same request may be writing at this moment stays promised; the sweep takes it back where there is no such life.
    if (!isShared) await releaseProducers(environment, deps).catch(() => undefined);
    throw error;
  }
}

/** Whether it was made by this order of its stack, or a later one. */
function hasTaken({ stack }: Environment, wanted: PartOfStack | undefined): boolean {
  return wanted !== undefined && stack?.id === wanted.id && stack.order >= wanted.order;
}

function shareOf({ id, name, owner, team, cost }: Environment): AskedShare {
  return { id, name, owner, team, hourly: toNanos(cost.hourly) };
}

function newLife(
  birth: PreparedBirth,
  previous: Environment | null,
  { request, deps }: { request: RequestKey | undefined; deps: Deps },
): Environment {
  const id = aboveLast(birth.id, previous, deps);
  const tags = { ...birth.tags, 'idp:environment-id': id };
  const moment = { now: deps.clock(), newRun: deps.newId() };
  const { environment: entry, ...decided } = decideBirth({ ...birth, id, tags, previous }, request, moment);
  // The chain of a name goes on from life to life.
  return chainEvents({ ...decided, entry }, previous?.head).entry;
}

/** An id above the last life's, so that a dead life never returns under its old id. */
function aboveLast(id: string, previous: Environment | null, deps: Deps): string {
  if (!previous || id > previous.id) return id;
  const next = deps.newId();
  if (next > previous.id) return next;
  throw new DomainError('VersionConflict', { name: previous.name });
}

function taken({ name, owner, status }: Environment): DomainError<'NameTaken'> {
  return new DomainError('NameTaken', { name, owner, status });
}
