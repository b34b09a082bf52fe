import { isDoomed, type Environment } from '../../domain/environment/environment';
import { keptAddress } from '../../domain/environment/outcome';
import type { Disowned } from '../../domain/environment/receipt';
import type { Adoption } from './verification';

/** What was found, where nobody waits any more for what a person disowned; what could be accounted for stays what it is. */
export function leaveDisowned(adoption: Adoption, environment: Environment): Adoption {
  const words = isDoomed(environment) ? (environment.destruction.disowned ?? []) : [];
  const wordOn = (address: string): Disowned | undefined =>
    words.find((word) => word.address === keptAddress(address));
  return {
    ...adoption,
    unaccounted: adoption.unaccounted.filter(({ address }) => !wordOn(address)),
    disowned: adoption.unaccounted.flatMap(({ address, why }) => {
      const word = wordOn(address);
      return word ? [{ ...word, address, ...(why !== undefined && { why }) }] : [];
    }),
  };
}
