/** Folders whose tests wait for Terraform, planes and builds; those begin first, so that none is left to the end alone. */
const slow = /\/test\/(faults|e2e|terraform)\//;

/** The order of test files: the slow folders first, and within both the longest file first. */
export default class Sequencer {
  sort(tests) {
    const weight = ({ path, context }) => [slow.test(path) ? 1 : 0, sizeOf(path, context)];
    const weighed = tests.map((test) => ({ test, weight: weight(test) }));
    weighed.sort((a, b) => b.weight[0] - a.weight[0] || b.weight[1] - a.weight[1]);
    return weighed.map(({ test }) => test);
  }

  /** Every nth file of that order, so that each shard has as many of the slow ones. */
  shard(tests, { shardIndex, shardCount }) {
    return this.sort(tests).filter((_, rank) => rank % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // The order does not depend on earlier runs: a fresh checkout has none.
  }
}

function sizeOf(path, { hasteFS }) {
  return hasteFS.getSize(path) ?? 0;
}
