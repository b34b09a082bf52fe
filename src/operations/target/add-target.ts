import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/access/actor';
import { authorize } from '../../domain/access/authorize';
import type { AddTargetBody } from '../../domain/api/target-requests';
import { DomainError, invalid } from '../../domain/base/errors';
import type { RequestKey } from '../../domain/registry/entry';
import { remembers, requestOf } from '../../domain/registry/requests';
import { newTarget } from '../../domain/target/decide-target';
import type { TargetEntry } from '../../domain/target/target-entry';
import { accountOf, namedArn, whyNotTaken } from '../../domain/target/target-role';
import type { TargetSettings } from '../../domain/target/target-settings';
import { type TargetDetails, toTargetDetails } from '../../domain/target/target-view';
import { chainEvents } from '../registry/chain-events';
import { deliver } from '../registry/deliver';
import { type TargetDeps, targets } from './targets';

/** Where environments may live from now on; `request` is there when the caller may send it again. */
export interface AddTargetInput extends AddTargetBody {
  actor: Actor;
  request?: RequestKey | undefined;
}

/** Adds a target. The same request again is the same target. */
export async function addTarget(input: AddTargetInput, deps: TargetDeps): Promise<TargetDetails> {
  authorize(input.actor, 'admin', 'add targets');
  const settings = settingsOf(input, deps);
  const entry = await make(input, settings, deps);
  deps.targets.forget();
  return toTargetDetails(await deliver(targets, entry, deps), deps);
}

function settingsOf(input: AddTargetInput, { deployedTargets }: TargetDeps): TargetSettings {
  const { account, region, regions, services, parallelism, slots, access } = input;
  const roleArn = namedArn(account, 'role', input.role);
  const why = accountOf(roleArn) === account ? whyNotTaken(roleArn, deployedTargets) : `is not in ${account}`;
  if (why !== undefined) throw invalid('role', why);
  const { permissionsBoundary = `${input.role.split('/').at(-1)}-environment-boundary` } = input;
  return {
    region,
    regions,
    roleArn,
    externalId: input.externalId ?? randomUUID(),
    ...(permissionsBoundary !== null && {
      permissionsBoundary: namedArn(account, 'policy', permissionsBoundary),
    }),
    services,
    ...(parallelism !== undefined && { parallelism }),
    ...(slots !== undefined && { slots }),
    access,
  };
}

async function make(
  { actor, name, ...asked }: AddTargetInput,
  settings: TargetSettings,
  deps: TargetDeps,
): Promise<TargetEntry> {
  const request = requestOf(actor, asked.request);
  // What the document names under this name comes first.
  await deps.targets.read();
  const before = await deps.targetEntries.get(name);
  if (before && remembers(before, request)) return before;
  if (before?.status === 'removing') throw new DomainError('TargetBeingRemoved', { name });
  if (before?.status === 'active') throw new DomainError('TargetExists', { name });
  const made = newTarget(
    { id: deps.newId(), name, settings, place: null, by: actor.id, request },
    deps.clock(),
  );
  const { entry } = chainEvents<TargetEntry>({ entry: made, events: made.outbox, effects: [] }, undefined);
  const over = before ? await delivered(before, deps) : null;
  if (await deps.targetEntries.insert(entry, over)) return entry;
  throw new DomainError('VersionConflict', { name });
}

/** Events that only the item of the one before has would be lost with it. */
async function delivered(before: TargetEntry, deps: TargetDeps): Promise<TargetEntry> {
  const left = await deliver(targets, before, deps);
  if (left.outbox.length === 0) return left;
  throw new DomainError('VersionConflict', { name: before.name });
}
