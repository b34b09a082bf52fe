import { slowestFiles } from '../../../scripts/test/print-times';
import type { JestReport } from '../../../scripts/test/test-report';

it('names the ten files that took longest, slowest first', () => {
  const testResults = Array.from({ length: 12 }, (_, index) => ({
    name: `/clone/test/${index}.test.ts`,
    startTime: 0,
    endTime: index * 1000,
    assertionResults: [],
  }));

  const lines = slowestFiles({ testResults } as unknown as JestReport, '/clone');

  expect(lines).toHaveLength(10);
  expect(lines[0]?.trim()).toBe('11.0 s  test/11.test.ts');
});
