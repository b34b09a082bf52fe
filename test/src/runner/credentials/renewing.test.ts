import { renewing, type SessionCredentials } from '../../../../src/runner/credentials/renewing';

const minute = 60_000;

/** Sessions that each last so long, by a clock of the test's; `opened` counts them. */
function sessions(lastMs: number | undefined, fail: () => Error | undefined = () => undefined) {
  const world = { now: 0, opened: 0 };
  const open = async (): Promise<SessionCredentials> => {
    const error = fail();
    if (error) throw error;
    world.opened += 1;
    const key = { accessKeyId: `key-${world.opened}`, secretAccessKey: 's' };
    return lastMs === undefined ? key : { ...key, expiration: new Date(world.now + lastMs) };
  };
  const session = renewing(open, () => world.now);
  const keyAt = async (now: number) => {
    world.now = now;
    return (await session()).accessKeyId;
  };
  return { world, session, keyAt };
}

describe('a session that is renewed', () => {
  it('is the same until ten minutes before its end, and then another', async () => {
    const { keyAt } = sessions(60 * minute);

    const keys = [
      await keyAt(0),
      await keyAt(50 * minute - 1),
      await keyAt(50 * minute),
      await keyAt(99 * minute),
    ];

    expect(keys).toEqual(['key-1', 'key-1', 'key-2', 'key-2']);
  });

  it('is another when half of a short one is over', async () => {
    const { keyAt } = sessions(minute);

    expect([await keyAt(0), await keyAt(minute / 2 - 1), await keyAt(minute / 2)]).toEqual([
      'key-1',
      'key-1',
      'key-2',
    ]);
  });

  it('is opened once for all who ask at once, and once for one that lasts', async () => {
    const { world, session, keyAt } = sessions(undefined);

    await Promise.all([session(), session(), session()]);
    await keyAt(1_000 * minute);

    expect(world.opened).toBe(1);
  });

  it('goes on to its end while no other can be opened, and throws why from then on', async () => {
    let away: Error | undefined;
    const { keyAt } = sessions(60 * minute, () => away);
    await keyAt(0);
    away = new Error('STS is away');

    expect(await keyAt(59 * minute)).toBe('key-1');
    await expect(keyAt(60 * minute)).rejects.toThrow('STS is away');
    away = undefined;
    expect(await keyAt(61 * minute)).toBe('key-2');
  });
});
