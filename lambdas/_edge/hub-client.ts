/**
 * How long the hub's services are given for one answer: without it, a dead connection would hold an item until its
 * function is ended, and nobody would learn which. Three attempts fit into the time of every function.
 */
export const hubClient = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 8_000, throwOnRequestTimeout: true },
};
