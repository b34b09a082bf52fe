import { parseRecord } from '../../domain/base/parse';
import { between, second } from '../../domain/base/time';
import { Delivery } from '../../domain/notice/delivery';
import type { NoticeDeps } from '../ports/notice';
import type { VisitDeps } from '../ports/registry';
import type { SweepReport } from '../registry/measure-sweep';
import { visitDue } from '../registry/sweep';
import type { SweptKind } from '../registry/swept-kind';
import { sweptEntries } from '../registry/visit-entry';
import { deliveries } from './deliveries';
import { sweptWebhooks } from './webhooks';

type Deps = NoticeDeps & VisitDeps;

const sweptDeliveries = sweptEntries(deliveries);

/** A delivery that the plane itself cannot make, as it cannot read a secret or publish, has waited since it was written. */
const measuredDeliveries: SweptKind<Deps> = {
  ...sweptDeliveries,
  visit: (key, body, deps) =>
    sweptDeliveries.visit(key, body, deps).catch((error: unknown) => {
      const { createdAt } = parseRecord(Delivery, body, `The delivery ${key}`);
      deps.meter.emit([{ name: 'UndeliveredAge', value: between(createdAt, deps.clock()) / second }]);
      throw error;
    }),
};

const kinds: readonly SweptKind<Deps>[] = [measuredDeliveries, sweptEntries(sweptWebhooks)];

/**
 * Everything of the notices that is due. Where one cannot be handled nobody is sent a notice of that, which would be one more
 * that cannot: the age of what is undelivered rings.
 */
export function lookAtNotices(deps: Deps): Promise<SweepReport> {
  const bus = { ...deps.bus, alarm: () => Promise.resolve() };
  return visitDue(kinds, { ...deps, bus });
}
