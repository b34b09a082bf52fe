import type { Delivered } from '../../domain/registry/decide-entry';
import type { EffectOf, Entry } from '../../domain/registry/entry';
import type { RegistryDeps } from '../ports/registry';
import type { BoundKind } from './bound-kind';
import { decideAndSave, type Saved } from './decide-and-save';
import { inLanes } from './in-lanes';

const publishBatch = 10;

/**
 * Carries out the effects and delivers the events that an entry's item holds, each at least once, and then takes
 * them off the item. Whatever fails stays on the item, where the sweep finds it. Returns the newest entry known.
 */
export async function deliver<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
  entry: E,
  deps: D,
): Promise<E> {
  const delivered = await handOver(of, entry, deps);
  if (delivered.length === 0) return entry;
  try {
    return (await saveAndMeasure({ of, seen: entry }, delivered, deps)).entry;
  } catch (error) {
    deps.log.warn('delivered, but not yet removed from the item', { ...of.kind.logIds(entry), error });
    return entry;
  }
}

/** Carries out and publishes what an entry holds; the command that takes it off the item, or none where nothing was delivered. */
export async function handOver<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
  entry: E,
  deps: D,
): Promise<Delivered[]> {
  if (entry.effects.length + entry.outbox.length === 0) return [];
  const effects = await carryOutAll(of, entry, deps);
  const events = await publishAll(of, entry, deps);
  return effects.length + events.length === 0 ? [] : [{ type: 'delivered', effects, events }];
}

/** Decides and saves, and measures the events taken off: many may deliver an event, only one takes it off the item. */
export async function saveAndMeasure<E extends Entry, C, D extends RegistryDeps>(
  { of, seen }: { of: BoundKind<E, C, D>; seen: E },
  commands: readonly (C | Delivered)[],
  deps: D,
): Promise<Saved<E>> {
  const place = { kind: of.kind, entries: of.entries(deps), key: of.kind.keyOf(seen), seen };
  const saved = await decideAndSave(place, () => commands, deps);
  const left = new Set(saved.entry.outbox.map(({ id }) => id));
  const takenOff = saved.over.outbox.filter(({ id }) => !left.has(id));
  deps.meter.emit(takenOff.flatMap((event) => of.kind.measure(event)));
  return saved;
}

async function carryOutAll<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
  entry: E,
  deps: D,
): Promise<EffectOf<E>[]> {
  const done = await inLanes(entry.effects as EffectOf<E>[], of.atOnce ?? 1, async (effect) => {
    try {
      await carryOut(of, effect, { entry, deps });
      return [effect];
    } catch (error) {
      deps.log.warn('the sweep will carry out the effect', { ...of.kind.logIds(entry), effect, error });
      return [];
    }
  });
  return done.flat();
}

async function carryOut<E extends Entry, C, D>(
  { effects }: BoundKind<E, C, D>,
  effect: EffectOf<E>,
  { entry, deps }: { entry: E; deps: D },
): Promise<void> {
  const table = effects as unknown as Record<
    string,
    (effect: EffectOf<E>, entry: E, deps: D) => Promise<void>
  >;
  const work = table[effect.type];
  if (!work) throw new Error(`There is no handler for the effect ${effect.type}.`);
  await work(effect, entry, deps);
}

/** First the audit, then what else the kind writes, then the bus; an event counts as delivered when the bus accepted it. */
async function publishAll<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
  entry: E,
  deps: D,
): Promise<string[]> {
  const { outbox: events } = entry;
  const accepted: string[] = [];
  try {
    for (const event of events) {
      await deps.audit.append({ subject: of.kind.subjectOf(event), event });
      await of.record?.(event, deps, entry);
    }
    for (let start = 0; start < events.length; start += publishBatch)
      accepted.push(...(await deps.bus.publish(events.slice(start, start + publishBatch))));
  } catch (error) {
    const waiting = events.length - accepted.length;
    deps.log.warn('events left to the sweep', { ...of.kind.logIds(entry), waiting, error });
  }
  return accepted;
}
