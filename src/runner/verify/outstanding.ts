import type { PlannedCreate, PlannedCreates } from '../../domain/environment/artifacts';
import type { HeldResources, Holding } from './witnesses/held-resources';

/**
 * The planned creates that no state accounts for. A create is accounted for by an object that appeared at its address
 * after the plan's state, other than the one to be replaced, and before the next plan to make something at that
 * address: what a killed run made and lost is not excused by what a later run made there.
 */
export function outstandingCreates(runs: PlannedCreates[], held: HeldResources): PlannedCreate[] {
  const planned = runs
    .flatMap(({ serial, creates }) => creates.map((create) => ({ serial, create })))
    .sort((a, b) => a.serial - b.serial);
  return planned
    .filter(({ serial, create }, at) => {
      const next = planned.slice(at + 1).find((later) => later.create.address === create.address);
      const until = next?.serial ?? Infinity;
      return !held.holdingsAt(create.address).some((holding) => accounts(holding, { create, serial, until }));
    })
    .map(({ create }) => create);
}

function accounts(
  { id, first }: Holding,
  { create, serial, until }: { create: PlannedCreate; serial: number; until: number },
): boolean {
  return first > serial && first <= until && (create.replaces === null || id !== create.replaces);
}
