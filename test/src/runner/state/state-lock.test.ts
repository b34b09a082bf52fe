import { ulid } from 'ulid';
import { S3State } from '../../../../src/aws/s3-state';
import { takeLock } from '../../../../src/runner/state/state-lock';
import { startHubBuckets, type HubBuckets } from '../../../support/aws/hub-buckets';

const [earlier, later] = ['01K00000000000000000000001', '01K00000000000000000000002'] as const;

describe('takeLock', () => {
  let hub: HubBuckets;
  let states: S3State;

  beforeAll(async () => {
    hub = await startHubBuckets();
    states = new S3State(hub.client, hub.state);
  });

  afterAll(() => hub.close());

  const newLife = () => ({ name: 'foo', id: ulid() });
  const wish = (life: { name: string; id: string }, run: string) => ({
    states,
    life,
    run,
    build: `project:${run}`,
    operation: 'provision' as const,
    engineVersion: '1.11.4',
    now: '2026-01-01T00:00:00.000Z',
  });

  it("writes Terraform's own lock format, and gives it back", async () => {
    const life = newLife();

    const lock = await takeLock(wish(life, earlier));
    const stored = await states.readLock(life);
    await lock.release();

    expect(stored?.lock).toEqual({
      ID: lock.id,
      Operation: 'OperationTypeApply',
      Info: `leasehold life=${life.id} run=${earlier}`,
      Who: `leasehold@project:${earlier}`,
      Version: '1.11.4',
      Created: '2026-01-01T00:00:00.000Z',
      Path: `hub-state/environments/foo/${life.id}/terraform.tfstate`,
    });
    expect(await states.readLock(life)).toBeNull();
  });

  it('takes over the lock of an earlier run of the same life, which can then no longer release it', async () => {
    const life = newLife();
    const dead = await takeLock(wish(life, earlier));

    const lock = await takeLock(wish(life, later));
    await dead.release();

    expect(lock.tookOverFrom).toBe(`leasehold@project:${earlier}`);
    expect((await states.readLock(life))?.lock.ID).toBe(lock.id);
  });

  it('leaves the lock of a later run alone', async () => {
    const life = newLife();
    await takeLock(wish(life, later));

    await expect(takeLock(wish(life, earlier))).rejects.toMatchObject({ code: 'StateLocked' });
  });

  it('leaves a foreign lock alone and says who holds it', async () => {
    const life = newLife();
    const foreign = { ID: 'abc', Operation: 'OperationTypePlan', Info: '', Who: 'ann@laptop' };
    const rest = { Version: '1.11.4', Created: '2026-01-01T00:00:00Z', Path: 'p' };
    await states.writeLock(life, { ...foreign, ...rest }, null);

    await expect(takeLock(wish(life, later))).rejects.toThrow('locked by ann@laptop (abc)');
    expect((await states.readLock(life))?.lock.ID).toBe('abc');
  });

  it('knows its own lock again when the answer to its write was lost', async () => {
    const life = newLife();
    let calls = 0;
    const writeLock: S3State['writeLock'] = async (...args) => {
      const etag = await states.writeLock(...args);
      return calls++ === 0 ? null : etag;
    };
    const store = Object.assign(Object.create(states), { writeLock }) as S3State;

    const lock = await takeLock({ ...wish(life, earlier), states: store });
    await lock.release();

    expect(calls).toBe(1);
    expect(await states.readLock(life)).toBeNull();
  });
});
