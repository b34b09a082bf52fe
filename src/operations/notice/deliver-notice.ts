import type { Delivery } from '../../domain/notice/delivery';
import type { NoticeDeps } from '../ports/notice';
import { visitEntry } from '../registry/visit-entry';
import { deliveries } from './deliveries';

/** Tries a delivery now that somebody wants it; undefined where there is none. */
export async function deliverNotice(
  { delivery: id }: { delivery: string },
  deps: NoticeDeps,
): Promise<Delivery | undefined> {
  const delivery = await deps.deliveries.get(id);
  return delivery && visitEntry(deliveries, delivery, deps);
}
