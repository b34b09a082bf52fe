import { measureOverdue } from '../../src/domain/environment/measure-overdue';
import type { Reservation } from '../../src/domain/registry/reservation';
import { sweptExport } from '../../src/operations/access/export-audit';
import { environments } from '../../src/operations/environment/environments';
import { findLife } from '../../src/operations/environment/find-life';
import { imageBuilds } from '../../src/operations/image/image-builds';
import { stacks } from '../../src/operations/stack/stacks';
import { stackPlans } from '../../src/operations/stack/plan/stack-plans';
import { targets } from '../../src/operations/target/targets';
import { sweptBills } from '../../src/operations/environment/limits/ask-bill';
import { sweptAccounts } from '../../src/operations/environment/limits/visit-account';
import { sweptShares } from '../../src/operations/environment/limits/recount-shares';
import { targetSlots } from '../../src/operations/environment/slots/target-slots';
import type { Deps } from '../../src/operations/ports/deps';
import { type FindPromised, sweptReservations } from '../../src/operations/registry/repair-reservation';
import type { SweptKind } from '../../src/operations/registry/swept-kind';
import { sweptEntries } from '../../src/operations/registry/visit-entry';

/** What a key may have been promised to, by the word in its reservation; the oldest reservations have none. */
const promised: Record<string, FindPromised<Deps>> = {
  environment: findLife,
  'image-build': ({ id }, deps) => deps.imageBuilds.get(id),
  'stack-plan': ({ id }, deps) => deps.stackPlans.get(id),
};

function findPromised(reservation: Reservation, deps: Deps): Promise<unknown> {
  const find = promised[reservation.of ?? 'environment'];
  if (!find) throw new Error(`There is no kind of reservation '${reservation.of}'.`);
  return find(reservation, deps);
}

/** Every kind of entry, and what else has a timer: the one table by which the sweep knows what an item is. */
export const kinds: readonly SweptKind<Deps>[] = [
  { ...sweptEntries(environments), measureOverdue },
  sweptEntries(imageBuilds),
  sweptEntries(stacks),
  sweptEntries(stackPlans),
  sweptEntries(targetSlots),
  sweptEntries(targets),
  sweptReservations(findPromised),
  sweptExport,
  sweptShares,
  sweptAccounts,
  sweptBills,
];
