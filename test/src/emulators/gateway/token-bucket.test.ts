import { createTokenBucket } from '../../../../src/emulators/gateway/token-bucket';

describe('createTokenBucket', () => {
  it('lets a burst through, then as many as the rate refills', () => {
    const take = createTokenBucket({ rate: 10, burst: 2 }, 0);

    expect([take(0), take(0), take(0), take(100), take(150), take(200)]).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it('never holds more than the burst', () => {
    const take = createTokenBucket({ rate: 10, burst: 1 }, 0);

    expect([take(60_000), take(60_000)]).toEqual([true, false]);
  });
});
