import { parseRecord } from '../../domain/base/parse';
import { between, type Instant, latest, minute, plus, second } from '../../domain/base/time';
import type { Entry } from '../../domain/registry/entry';
import type { RegistryDeps } from '../ports/registry';
import type { BoundKind } from './bound-kind';
import { deliver, handOver, saveAndMeasure } from './deliver';
import type { SweptKind } from './swept-kind';

/** A timer that is already past when nothing was found to do is given this pause. */
const restAtLeast = minute / 2;

/**
 * Everything that can be done for one entry, with one write: delivers what is undelivered, looks at the world, decides both
 * together, and delivers what came of it. Returns the entry as it then is.
 */
export async function visitEntry<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
  seen: E,
  deps: D,
): Promise<E> {
  const delivered = await handOver(of, seen, deps);
  const found = await of.look(seen, deps).catch(async (error: unknown) => {
    await saveAndMeasure({ of, seen }, delivered, deps);
    throw error;
  });
  const { entry, events, effects } = await saveAndMeasure({ of, seen }, [...delivered, ...found], deps);
  return events.length + effects.length > 0 ? deliver(of, entry, deps) : entry;
}

/** The kind as the sweep visits it. */
export function sweptEntries<E extends Entry, C, D extends RegistryDeps>(
  of: BoundKind<E, C, D>,
): SweptKind<D> {
  const { kind } = of;
  return {
    prefix: kind.prefix,
    logKey: (key) => kind.logKey?.(key) ?? {},
    visit: async (key, body, deps) => {
      const seen = parseRecord(kind.schema, body, `The registry item ${kind.prefix}#${key}`);
      const entry = await visitEntry(of, seen, deps);
      measureUndelivered(entry, deps);
      return entry.version === seen.version ? restUntil(kind.dueAt(entry, deps.clock()), deps) : undefined;
    },
  };
}

function restUntil(due: Instant | undefined, { clock }: RegistryDeps): Instant | undefined {
  return due === undefined ? undefined : latest(due, plus(clock(), restAtLeast));
}

function measureUndelivered({ outbox: [oldest] }: Entry, { clock, meter }: RegistryDeps): void {
  if (oldest) meter.emit([{ name: 'UndeliveredAge', value: between(oldest.at, clock()) / second }]);
}
