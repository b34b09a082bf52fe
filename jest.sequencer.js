import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Folders whose tests wait for Terraform, planes and builds. */
const slow = /^test\/(faults|e2e|terraform|heavy)\//;

/** The order of test files: the slowest first, so that none is left to the end alone. */
export default class Sequencer {
  sort(tests) {
    const known = knownSeconds(tests[0]?.context.config.rootDir);
    const rows = tests.map((test) => ({ test, seconds: secondsOf(test, known) }));
    rows.sort((a, b) => b.seconds - a.seconds || (a.test.path < b.test.path ? -1 : 1));
    return rows.map(({ test }) => test);
  }

  /** Deals that order out, each file to whoever has the least to do yet. */
  shard(tests, { shardIndex, shardCount }) {
    const known = knownSeconds(tests[0]?.context.config.rootDir);
    const shards = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of this.sort(tests)) {
      const idlest = shards.reduce((least, shard) => (shard.seconds < least.seconds ? shard : least));
      idlest.seconds += secondsOf(test, known);
      idlest.tests.push(test);
    }
    return shards[shardIndex - 1].tests;
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {
    // What a file took is read from the report of the last whole run.
  }
}

/** The checked-in table, and over it what the last whole run on this machine took; a wrong figure costs balance, and nothing else. */
function knownSeconds(rootDir) {
  if (rootDir === undefined) return {};
  const table = readJson(join(rootDir, 'test', 'file-seconds.json')) ?? {};
  const report = readJson(join(rootDir, 'dist', 'test', 'jest-report.json'));
  const learned = (report?.testResults ?? []).map(({ name, startTime, endTime }) => [
    nameOf(rootDir, name),
    (endTime - startTime) / 1000,
  ]);
  return { ...table, ...Object.fromEntries(learned.filter(([, seconds]) => seconds > 0)) };
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function nameOf(rootDir, path) {
  return relative(rootDir, path).replaceAll('\\', '/');
}

function secondsOf({ path, context }, known) {
  const name = nameOf(context.config.rootDir, path);
  return known[name] ?? (slow.test(name) ? 20 : 2);
}
