/**
 * How long one call to the hub's services may take: without a limit, a dead connection would hold an item until its
 * function is ended, and nobody would learn which. Three attempts fit into the time of every function.
 */
export const hubClient = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
};
