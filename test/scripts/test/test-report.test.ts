import {
  closingLine,
  exitCodeOf,
  missingEndToEnd,
  readCounts,
  sumCounts,
  type JestReport,
} from '../../../scripts/test/test-report';

function reportWith(over: Partial<JestReport>): JestReport {
  return {
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    testResults: [],
    ...over,
  };
}

function resultsOf(name: string, ...statuses: string[]): JestReport {
  return reportWith({ testResults: [{ name, assertionResults: statuses.map((status) => ({ status })) }] });
}

describe('closingLine', () => {
  it('names what passed and what failed', () => {
    expect(closingLine({ report: reportWith({ numPassedTests: 12 }), failures: [] })).toBe(
      '12 passed, 0 failed',
    );
  });

  it('counts a test file that could not run, and each failure beside the tests, as one failed', () => {
    const report = reportWith({ numPassedTests: 3, numFailedTests: 1, numRuntimeErrorTestSuites: 2 });

    expect(closingLine({ report, failures: ['eslint failed.'] })).toBe('3 passed, 4 failed');
  });

  it('names what was skipped only when something was', () => {
    const report = reportWith({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 });

    expect(closingLine({ report, failures: [] })).toBe('3 passed, 0 failed, 2 skipped');
  });

  it('claims no passed test when jest wrote no report', () => {
    expect(closingLine({ report: undefined, failures: ['Jest ended with code 1.'] })).toBe(
      '0 passed, 1 failed',
    );
  });
});

describe('readCounts', () => {
  it('reads the last closing line of an output', () => {
    const output = 'a\n7 passed, 1 failed\nfoo 8 passed, 2 failed\n12 passed, 0 failed, 3 skipped\nb\n';

    expect(readCounts(output)).toEqual({ passed: 12, failed: 0, skipped: 3 });
  });

  it('finds nothing where there is no closing line', () => {
    expect(readCounts('in all 12 passed, 0 failed')).toBeUndefined();
  });
});

describe('sumCounts', () => {
  it('adds up the counts of several runs', () => {
    const one = { passed: 3, failed: 1, skipped: 2 };

    expect(sumCounts([one, one])).toEqual({ passed: 6, failed: 2, skipped: 4 });
  });
});

describe('exitCodeOf', () => {
  it.each([
    [3, 0, 0],
    [3, 1, 1],
    [0, 0, 1],
  ])('of %i passed and %i failed is %i', (passed, failed, code) => {
    expect(exitCodeOf({ passed, failed, skipped: 0 })).toBe(code);
  });
});

describe('missingEndToEnd', () => {
  it('accepts a report in which an end-to-end test passed', () => {
    expect(missingEndToEnd(resultsOf('/clone/test/e2e/life.test.ts', 'passed'), '/clone')).toBeUndefined();
  });

  it('refuses a report without end-to-end tests', () => {
    expect(missingEndToEnd(resultsOf('/clone/test/src/e2e.test.ts', 'passed'), '/clone')).toContain(
      'did not run',
    );
  });

  it('refuses a report in which they all failed', () => {
    expect(missingEndToEnd(resultsOf('/clone/test/e2e/life.test.ts', 'failed'), '/clone')).toContain(
      'did not run',
    );
  });

  it('refuses a report in which one was skipped', () => {
    const report = resultsOf('/clone/test/e2e/life.test.ts', 'passed', 'pending');

    expect(missingEndToEnd(report, '/clone')).toContain('skipped');
  });
});
