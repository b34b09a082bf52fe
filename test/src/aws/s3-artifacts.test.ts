import { ulid } from 'ulid';
import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import type { RunOutcome } from '../../../src/domain/environment/outcome';
import { startHubBuckets, type HubBuckets } from '../../support/aws/hub-buckets';

describe('S3Artifacts', () => {
  let hub: HubBuckets;
  let artifacts: S3Artifacts;

  beforeAll(async () => {
    hub = await startHubBuckets();
    artifacts = new S3Artifacts(hub.client, hub.artifacts);
  });

  afterAll(() => hub.close());

  const outcomeOf = (run: string, build: string): RunOutcome => ({
    run,
    build,
    at: '2026-01-01T00:00:00.000Z',
    outcome: { result: 'cancelled' },
  });

  it('keeps the first outcome of a run, whoever comes after', async () => {
    const run = ulid();

    const first = await artifacts.writeOutcome(outcomeOf(run, 'one'));
    const second = await artifacts.writeOutcome(outcomeOf(run, 'two'));

    expect([first, second]).toEqual([true, false]);
    expect((await artifacts.readOutcome(run))?.build).toBe('one');
  });

  it('answers null for what a run never wrote', async () => {
    const run = ulid();

    expect(await artifacts.readOutcome(run)).toBeNull();
    expect(await artifacts.readPlan(run)).toBeNull();
    expect(await artifacts.readPlanFile(run)).toBeNull();
    expect(await artifacts.readReceipt(run)).toBeNull();
    expect(await artifacts.readFencedState(run)).toBeNull();
  });

  it('leaves a saved plan to the key of its bucket and forgets it when told to, twice if need be', async () => {
    const run = ulid();
    await artifacts.writePlanFile(run, new Uint8Array([1, 2]));

    expect(await hub.encryptionOf(hub.artifacts, `runs/${run}/plan.tfplan`)).toBe('aws:kms');
    expect(await artifacts.readPlanFile(run)).toEqual(new Uint8Array([1, 2]));
    await artifacts.discardPlanFile(run);
    await artifacts.discardPlanFile(run);
    expect(await artifacts.readPlanFile(run)).toBeNull();
  });

  it('names the object when it is not what was written', async () => {
    const run = ulid();
    await artifacts.writeReceipt(run, new TextEncoder().encode('{"life": 1}'));

    await expect(artifacts.readReceipt(run)).rejects.toMatchObject({ code: 'CorruptRecord' });
    await expect(artifacts.readReceipt(run)).rejects.toThrow(`runs/${run}/receipt.json`);
  });
});
