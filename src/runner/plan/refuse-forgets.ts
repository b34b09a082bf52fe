import type { RootModule } from '../../bundle/root-module';
import { runFailure } from '../../domain/environment/run-failure';
import { configAddress } from '../../domain/terraform/address';
import type { PlanJson } from '../../domain/terraform/plan-json';

/** A RunFailure where a plan forgets an object that no `removed` block of the bundle names: it would stay, and nobody would know. */
export function refuseForgets({ resource_changes }: PlanJson, { removed = [] }: RootModule): void {
  const addresses = resource_changes
    .filter(({ change }) => change.actions.includes('forget'))
    .map(({ address }) => address)
    .filter((address) => !removed.some((from) => isWithin(configAddress(address), from)));
  if (addresses.length === 0) return;
  const reason = `The plan forgets ${addresses.join(', ')} and no removed block names it: it would remain, untracked, after the environment ends.`;
  throw runFailure('configuration', reason, addresses);
}

/** A `removed` block stands in a module, and names a resource of it or a module that it calls. */
function isWithin(address: string, from: string): boolean {
  return `.${address}.`.includes(`.${from}.`);
}
