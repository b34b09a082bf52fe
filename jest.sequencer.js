import { relative } from 'node:path';

/** Folders whose tests wait for Terraform, planes and builds. */
const slow = /^test\/(faults|e2e|terraform)\//;

/** Seconds that the slowest files took on two cores; a wrong figure costs balance between the shards, and nothing else. */
const measured = {
  'test/e2e/foundation.test.ts': 270,
  'test/faults/scenarios/kills.test.ts': 235,
  'test/faults/scenarios/target-gone.test.ts': 220,
  'test/e2e/target-role.test.ts': 150,
  'test/e2e/plan-and-approve.test.ts': 130,
  'test/terraform/modules.test.ts': 110,
  'test/terraform/envs.test.ts': 100,
  'test/terraform/templates.test.ts': 100,
  'test/faults/scenarios/fault-points.test.ts': 95,
  'test/faults/scenarios/outages.test.ts': 85,
  'test/e2e/foundation-github.test.ts': 70,
  'test/src/runner/verify/verify-aws.test.ts': 60,
  'test/e2e/crowd.test.ts': 55,
  'test/e2e/permissions.test.ts': 55,
  'test/e2e/image-builds.test.ts': 45,
};

/** The order of test files: the slowest first, so that none is left to the end alone. */
export default class Sequencer {
  sort(tests) {
    return [...tests].sort((a, b) => secondsOf(b) - secondsOf(a) || (a.path < b.path ? -1 : 1));
  }

  /** Deals that order out, each file to whoever has the least to do yet. */
  shard(tests, { shardIndex, shardCount }) {
    const shards = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of this.sort(tests)) {
      const idlest = shards.reduce((least, shard) => (shard.seconds < least.seconds ? shard : least));
      idlest.seconds += secondsOf(test);
      idlest.tests.push(test);
    }
    return shards[shardIndex - 1].tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // The order does not depend on earlier runs: a fresh checkout has none.
  }
}

function secondsOf({ path, context }) {
  const name = relative(context.config.rootDir, path).replaceAll('\\', '/');
  return measured[name] ?? (slow.test(name) ? 20 : 2);
}
