import { DomainEvent, type EventPage } from '../../domain/environment/events';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';

const pageSize = 100;

/**
 * What happened to the present life of a name, in order, behind the sequence number `after`; `next` goes on, and `head` is
 * where the chain of the life ends.
 */
export async function listEvents(
  { name, after }: { name: string; after: number },
  deps: Pick<Deps, 'registry' | 'audit'>,
): Promise<EventPage> {
  const environment = await readEnvironment(name, deps);
  const { id, seq, outbox } = environment;
  const { items, more } = await deps.audit.list(DomainEvent, id, { after, limit: pageSize });
  const head = { life: id, seq, digest: environment.head ?? null };
  // What the audit was given after the environment was read is behind this head.
  const known = items.filter((event) => event.seq <= seq);
  const last = known.at(-1)?.seq ?? after;
  if (more) return { items: known, next: String(last), head };
  const undelivered = outbox.filter((event) => event.life === id && event.seq > last);
  return { items: [...known, ...undelivered], next: null, head };
}
