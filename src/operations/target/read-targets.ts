import type { SlotCounts } from '../../domain/access/slot-counts';
import { newTarget } from '../../domain/target/decide-target';
import type { TargetEntry } from '../../domain/target/target-entry';
import { sortOf, toTargetInfo } from '../../domain/target/target-kind';
import type { DeployedTarget } from '../../domain/target/target-settings';
import type { DecidingDeps, Log } from '../ports/registry';
import type { SlotPorts } from '../ports/slots';
import type { TargetPorts, TargetReader } from '../ports/target';
import { chainEvents } from '../registry/chain-events';

/** How long a reading is good enough, in milliseconds: much shorter than a removal waits. */
const fresh = 3_000;

/** In whose name what the document names is read in. */
const deployment = 'leasehold';

type Reading = Pick<TargetPorts, 'targetEntries' | 'deployedTargets'> & DecidingDeps & { log: Log };

/**
 * Reads which targets there are. What the deployment's document names, and under whose name there never was an entry, becomes
 * one: each by one conditional write, so that two readers make one entry, and what was removed does not come back.
 */
export function targetReader(deps: Reading): TargetReader {
  let kept: { targets: ReturnType<typeof toTargetInfo>[]; at: number } | undefined;
  return {
    async read() {
      const now = Date.now();
      if (kept && now - kept.at < fresh) return kept.targets;
      const entries = await readAll(deps);
      kept = { targets: entries.filter(({ status }) => status !== 'removed').map(toTargetInfo), at: now };
      return kept.targets;
    },
    forget() {
      kept = undefined;
    },
  };
}

async function readAll(deps: Reading): Promise<TargetEntry[]> {
  const known = await deps.targetEntries.all();
  const names = new Set(known.map(({ name }) => name));
  const missing = [...deps.deployedTargets.entries()].filter(([, { name }]) => !names.has(name));
  if (missing.length === 0) return known;
  const taken = await Promise.all(missing.map(([place, target]) => readIn({ place, target }, deps)));
  return [...known, ...taken.flat()].sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));
}

/** One that cannot be read must not hide the others. */
async function readIn(
  { place, target: { name, endpoint: _, ...settings } }: { place: number; target: DeployedTarget },
  { targetEntries, clock, newId, log }: Reading,
): Promise<TargetEntry[]> {
  const asked = { id: newId(), name, settings, place, by: deployment, request: undefined };
  const made = newTarget(asked, clock());
  const entry = chainEvents<TargetEntry>({ entry: made, events: made.outbox, effects: [] }, undefined).entry;
  if (await targetEntries.insert(entry, null)) return [entry];
  try {
    return [await targetEntries.get(name)].filter((one) => one !== undefined);
  } catch (error) {
    log.warn('a target cannot be read', { target: name, error });
    return [];
  }
}

/** How many slots a target has, as its entry says, a few seconds ago at most; before there is one, as the document does. Undefined where nothing is said. */
export function slotCountsBy({
  targetEntries,
  deployedTargets,
}: Pick<TargetPorts, 'targetEntries' | 'deployedTargets'>): SlotPorts['slotCounts'] {
  const kept = new Map<string, { slots: SlotCounts | undefined; at: number }>();
  return async (name) => {
    const before = kept.get(name);
    const now = Date.now();
    if (before && now - before.at < fresh) return before.slots;
    const entry = await targetEntries.get(name);
    const { slots } = entry?.settings ?? deployedTargets.find((one) => one.name === name) ?? {};
    kept.set(name, { slots, at: now });
    return slots;
  };
}
