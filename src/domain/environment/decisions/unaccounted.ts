import type { Destruction } from '../environment';

/** The addresses that the last attempt to destroy could not account for, and that nobody disowned since. */
export function unaccountedIn({ failure, disowned = [] }: Destruction): string[] {
  if (failure?.class !== 'unaccounted') return [];
  return failure.addresses.filter((address) => !disowned.some((one) => one.address === address));
}
