import type { Command, EnvironmentCommand } from '../../domain/environment/decide';
import type { Environment } from '../../domain/environment/environment';
import { environmentKind } from '../../domain/environment/environment-kind';
import { isClaimed, type Run, workflowOf } from '../../domain/environment/run';
import type { CoreDeps, Registry } from '../ports/environment';
import type { DecidingDeps } from '../ports/registry';
import type { BoundKind } from '../registry/bound-kind';
import { decideAndSave, readEntry } from '../registry/decide-and-save';
import { deliver } from '../registry/deliver';
import { findCheckSettlement, findSettlement } from './find-settlement';
import { roomForCheck } from './drift/room-for-check';
import { beginBill } from './limits/ask-bill';
import { endUsers, releaseProducer, staleUses } from './references/hold-producers';
import { roomForWake } from './limits/room-for-wake';
import { freeAfter } from './slots/free-slot';
import { holdAtWork, lookAtLine } from './slots/look-at-line';
import { startEnvironmentRun } from './slots/start-in-slot';
import { countAfter, countSpending } from './limits/count-spending';

/** Environments as the loop of the registry knows them. */
export const environments: BoundKind<Environment, EnvironmentCommand, CoreDeps> = {
  kind: environmentKind,
  entries: ({ registry }) => registry,
  effects: {
    'start-execution': (effect, seen, deps) => startEnvironmentRun(seen, effect, deps),
    'stop-execution': ({ workflow, run }, _, { workflows }) => workflows.stop(workflow, run),
    'stop-build': ({ build }, _, { builds }) => builds.stop(build),
    'discard-plan': ({ run }, _, { artifacts }) => artifacts.discardPlanFile(run),
    'release-use': ({ producer, user }, _, deps) => releaseProducer(producer, user, deps),
    'end-users': ({ life }, seen, deps) => endUsers(life, seen, deps),
  },
  record: async (event, deps, seen) => {
    await deps.runs.record(event);
    await beginBill(event, deps);
    await countAfter(event, deps);
    await freeAfter(event, seen, deps);
  },
  look: async (seen, deps) => {
    const found = [...(await lookAtRun(seen, deps)), ...(await lookAtCheck(seen, deps))];
    // What was there before its budget was configured is counted by this.
    if (!seen.run)
      await countSpending(seen, deps).catch((error: unknown) => noteUncounted(seen, error, deps));
    const stale = await staleUses(seen, deps);
    const tick = { wake: await roomForWake(seen, deps), check: await roomForCheck(seen, deps) };
    return [...found, ...stale, { type: 'tick', ...tick }];
  },
};

/** It is counted at the next look; nothing else waits for that. */
function noteUncounted({ name }: Environment, error: unknown, { log }: CoreDeps): void {
  log.warn('the cost of an environment was not counted', { environment: name, error });
}

/** How the run ended, or how far it is, as far as that can be found out. */
async function lookAtRun(seen: Environment, deps: CoreDeps): Promise<EnvironmentCommand[]> {
  const { run, effects } = seen;
  // An execution that was started a moment ago may not be visible yet; its run is looked at next time.
  if (!run || effects.some(({ type }) => type === 'start-execution')) return [];
  const settlement = await findSettlement(seen, {}, deps);
  if (settlement) return [settlement];
  if (run.phase === 'queued') return [(await lookAtLine(seen, run, deps)) ?? (await lookAtWait(run, deps))];
  if (!isClaimed(run)) return [];
  await holdAtWork(seen, run, deps);
  const counter = (await deps.runs.progress(run.id))?.counter ?? 0;
  return [{ type: 'note-heartbeat', run: run.id, counter }];
}

/** How the check ended that works beside the environment, as far as that can be found out. */
async function lookAtCheck(seen: Environment, deps: CoreDeps): Promise<EnvironmentCommand[]> {
  if (seen.effects.some(({ type }) => type === 'start-execution')) return [];
  const settlement = await findCheckSettlement(seen, {}, deps);
  return settlement ? [settlement] : [];
}

async function lookAtWait(run: Run, { workflows }: CoreDeps): Promise<EnvironmentCommand> {
  const refusal = await workflows.refusal(workflowOf(run), run.id);
  return { type: 'note-waiting', run: run.id, refusal };
}

/** Decides a command and saves it; what it asks for outside is left to the next delivery or to the sweep. */
export async function decideEnvironment(
  name: string,
  toCommand: (environment: Environment) => Command,
  deps: DecidingDeps & { registry: Registry },
): Promise<Environment> {
  const place = { kind: environmentKind, entries: deps.registry, key: name };
  return (await decideAndSave(place, (seen) => [toCommand(seen)], deps)).entry;
}

/** Decides, saves, and carries out at once what the change asks for; what fails then is left to the sweep. */
export async function decideAndDeliver(
  name: string,
  toCommand: (environment: Environment) => Command,
  deps: CoreDeps,
): Promise<Environment> {
  return deliver(environments, await decideEnvironment(name, toCommand, deps), deps);
}

/** The present life of a name, or EnvironmentNotFound. */
export function readEnvironment(name: string, { registry }: { registry: Registry }): Promise<Environment> {
  return readEntry({ kind: environmentKind, entries: registry, key: name });
}
