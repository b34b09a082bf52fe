import { WaitingLines } from '../../../../src/emulators/codebuild/waiting-lines';

/** Everything that is shipped, batch by batch. */
function shipAll(waiting: WaitingLines): string[] {
  const shipped: string[] = [];
  for (let batch = waiting.batch(); batch.length > 0; batch = waiting.batch()) {
    shipped.push(...batch.map(({ message = '' }) => message.trimEnd()));
    waiting.shipped(batch.length);
  }
  return shipped;
}

const numbered = (from: number, until: number) =>
  Array.from({ length: until - from }, (_, index) => `line ${from + index}`);

describe('lines that wait for the log', () => {
  it('are shipped in order, however many, while they are below the limit', () => {
    const waiting = new WaitingLines(1_000_000);
    numbered(0, 20_000).forEach((line) => waiting.add(line));

    expect(shipAll(waiting)).toEqual(numbered(0, 20_000));
    expect(waiting.size).toBe(0);
  });

  it('are never more than may wait: the first and the latest stay, and what is left out is counted', () => {
    const waiting = new WaitingLines(10_000);
    numbered(0, 100_000).forEach((line) => waiting.add(line));

    expect(waiting.size).toBeLessThanOrEqual(10_050);
    const shipped = shipAll(waiting);
    const gap = shipped.findIndex((line) => line.startsWith('[Container]'));
    const leftOut = 100_000 - (shipped.length - 1);
    expect(shipped[gap]).toBe(
      `[Container] ${leftOut} lines are omitted here: output came faster than the log could store it`,
    );
    expect(shipped.slice(0, gap)).toEqual(numbered(0, gap));
    expect(shipped.slice(gap + 1)).toEqual(numbered(gap + leftOut, 100_000));
  });

  it('go on as before once the log took them', () => {
    const waiting = new WaitingLines(1_000);
    numbered(0, 1_000).forEach((line) => waiting.add(line));
    shipAll(waiting);
    numbered(0, 10).forEach((line) => waiting.add(line));

    expect(shipAll(waiting)).toEqual(numbered(0, 10));
  });

  it('that come while others are on their way stay behind them', () => {
    const waiting = new WaitingLines(1_000_000);
    numbered(0, 3).forEach((line) => waiting.add(line));
    const onTheirWay = waiting.batch();
    numbered(3, 6).forEach((line) => waiting.add(line));
    waiting.shipped(onTheirWay.length);

    expect([onTheirWay.length, ...shipAll(waiting)]).toEqual([3, ...numbered(3, 6)]);
  });
});
