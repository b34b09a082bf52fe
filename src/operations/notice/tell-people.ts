import { allSettled } from '../../domain/base/all-settled';
import type { DomainEvent } from '../../domain/environment/events';
import { type Delivery, newDelivery, toTopic } from '../../domain/notice/delivery';
import { noticeOf, noticeOfTrouble, type SweepTrouble } from '../../domain/notice/make-notice';
import type { Notice } from '../../domain/notice/notice';
import { wants } from '../../domain/notice/webhook';
import type { NoticeDeps } from '../ports/notice';
import { visitEntry } from '../registry/visit-entry';
import { deliveries } from './deliveries';
import { readWebhooks } from './webhooks';

/** What came over the bus: an event of an environment, or an item that the sweep cannot handle, under the id that the bus gave it. */
export type Heard =
  | { kind: 'event'; event: DomainEvent }
  | { kind: 'trouble'; trouble: SweepTrouble; id: string };

/**
 * Notifies people of what happened:
 * 1. says it in words,
 * 2. writes a delivery for each receiver, unless it is there: the bus delivers an event twice at times,
 * 3. makes the first attempt of each that it wrote; what fails, or is lost in a crash, is tried again when it is due.
 */
export async function tellPeople(heard: Heard, deps: NoticeDeps): Promise<{ deliveries: number }> {
  const notice = await sayIt(heard, deps);
  if (!notice) return { deliveries: 0 };
  const written = await writeAll(notice, deps);
  await Promise.all(written.map((delivery) => attempt(delivery, deps)));
  return { deliveries: written.length };
}

async function sayIt(heard: Heard, deps: NoticeDeps): Promise<Notice | null> {
  const { clock, baseUrl } = deps;
  if (heard.kind === 'trouble') return noticeOfTrouble(heard.trouble, { id: heard.id, at: clock() });
  const { event } = heard;
  return noticeOf({ event, environment: await findLife(event, deps) }, baseUrl);
}

async function findLife({ environment: name, life }: DomainEvent, { registry }: NoticeDeps) {
  const current = await registry.get(name);
  return (current?.id === life ? current : await registry.getLife(life)) ?? null;
}

async function writeAll(notice: Notice, deps: NoticeDeps): Promise<Delivery[]> {
  const wanting = (await readWebhooks(deps)).filter((webhook) => wants(webhook, notice));
  const receivers = [...(deps.publishNotice ? [toTopic] : []), ...wanting.map(({ id }) => id)];
  const written = await allSettled(
    receivers.map(async (to) => {
      const delivery = newDelivery(notice, to, deps.clock());
      return (await deps.deliveries.insert(delivery, null)) ? [delivery] : [];
    }),
  );
  return written.flat();
}

/** One receiver's failure is no other's; the delivery is written, and so is due. */
async function attempt(delivery: Delivery, deps: NoticeDeps): Promise<void> {
  try {
    await visitEntry(deliveries, delivery, deps);
  } catch (error) {
    deps.log.warn('the delivery is tried again when it is due', { delivery: delivery.id, error });
  }
}
