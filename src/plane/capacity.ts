import { functions, type PlaneFunction } from './functions';

/** How much of its account a plane takes. */
export interface Capacity {
  /** How many builds of one project run at once; the workflow takes the limit as back-pressure. */
  concurrentRuns: number;
  /** Whether functions have concurrency of their own, which the rest of the account cannot use up. */
  reserves: boolean;
}

/** What an account allows: builds at once of the kind that runs are, and executions at once that nothing has reserved. */
export interface Room {
  builds: number;
  unreserved: number;
}

/** What a plane takes of an account with room for it. */
export const ample: Capacity = { concurrentRuns: 10, reserves: true };

/** AWS refuses to reserve what would leave less than this to the functions that reserve nothing. */
const keptUnreserved = 100;

/** Below this, half of the account's builds would be less than two. */
const fewBuilds = 4;

const reserving = Object.values<PlaneFunction>(functions).filter(
  ({ concurrency }) => concurrency !== undefined,
);

/** The names of the functions that reserve executions. */
export const reservingFunctions = reserving.map(({ name }) => name);

/** How many executions the functions of a plane reserve in all. */
export const reservedInAll = reserving.reduce((sum, { concurrency = 0 }) => sum + concurrency, 0);

/** What a plane may take: a project's limit above the account's is refused, and so is a reservation that leaves too little. */
export function capacityIn({ builds, unreserved }: Room): Capacity {
  const half = builds < fewBuilds ? 1 : Math.floor(builds / 2);
  return {
    concurrentRuns: Math.min(ample.concurrentRuns, half),
    reserves: unreserved >= keptUnreserved + reservedInAll,
  };
}
