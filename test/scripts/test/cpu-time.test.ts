import { cpuSeconds } from '../../../scripts/test/cpu-time';

describe('cpuSeconds', () => {
  it('adds up what a process and its children used, whatever the name of the process is', () => {
    const stat = '7 (a ) b) S 1 7 7 0 -1 4194304 100 200 0 0 150 50 1000 300 20 0 1 0 12345 0 0';

    expect(cpuSeconds(stat)).toBe(15);
  });
});
