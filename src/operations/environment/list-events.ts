import { DomainEvent } from '../../domain/environment/events';
import { readEnvironment } from './environments';
import type { Deps } from '../ports/deps';

const pageSize = 100;

/** What happened to the present life of a name, in order, behind the sequence number `after`; `next` goes on. */
export async function listEvents(
  { name, after }: { name: string; after: number },
  deps: Pick<Deps, 'registry' | 'audit'>,
): Promise<{ items: DomainEvent[]; next: string | null }> {
  const environment = await readEnvironment(name, deps);
  const { items, more } = await deps.audit.list(DomainEvent, environment.id, { after, limit: pageSize });
  const last = items.at(-1)?.seq ?? after;
  if (more) return { items, next: String(last) };
  const undelivered = environment.outbox.filter((event) => event.life === environment.id && event.seq > last);
  return { items: [...items, ...undelivered], next: null };
}
