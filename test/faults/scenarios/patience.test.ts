import { patiently, StoodStill } from '../../support/patience';

describe('patiently', () => {
  const quickly = { everyMs: 1, standstillMs: 40 };

  it('waits for longer than a standstill may last, as long as something gets on', async () => {
    let steps = 0;
    const look = () => ({ thing: steps > 150 ? steps : undefined, progress: steps++ });

    expect(await patiently('The end', look, quickly)).toBe(151);
  });

  it('fails when nothing gets on, and says what it stood still at', async () => {
    const waiting = patiently('The end', () => ({ progress: { done: 7 } }), quickly);

    await expect(waiting).rejects.toThrow(StoodStill);
    await expect(waiting).rejects.toThrow(/^The end: nothing got on for .*; it stood still at \{"done":7\}$/);
  });

  it('fails in the end, whatever gets on', async () => {
    let steps = 0;
    const look = () => ({ progress: steps++ });

    await expect(patiently('The end', look, { everyMs: 1, mostMs: 60 })).rejects.toThrow(/not within/);
  });
});
