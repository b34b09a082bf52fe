import { DomainEvent, type EventPage } from '../../domain/environment/events';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';
import { pageOfEvents } from '../registry/page-of-events';

/**
 * What happened to the present life of a name, in order, behind the sequence number `after`; `next` goes on, and `head` is
 * where the chain of the life ends.
 */
export async function listEvents(
  { name, after }: { name: string; after: number },
  deps: Pick<Deps, 'registry' | 'audit'>,
): Promise<EventPage> {
  const { id, seq, outbox, head } = await readEnvironment(name, deps);
  const undelivered = outbox.filter(({ life }) => life === id);
  const page = await pageOfEvents({ schema: DomainEvent, subject: id, seq, undelivered }, after, deps);
  return { ...page, head: { life: id, seq, digest: head ?? null } };
}
