import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ulid } from 'ulid';
import { S3Artifacts } from '../../../src/aws/s3-artifacts';
import type { RunOutcome } from '../../../src/domain/environment/outcome';
import { planOf, start } from '../../support/builders/births';
import { startHubBuckets, type HubBuckets } from '../../support/aws/hub-buckets';
import { sharedPlan } from '../../support/aws/shared-documents';

describe('S3Artifacts', () => {
  let hub: HubBuckets;
  let artifacts: S3Artifacts;

  beforeAll(async () => {
    hub = await startHubBuckets();
    artifacts = new S3Artifacts(hub.client, hub.artifacts);
  });

  afterAll(() => hub.close());

  const put = (Key: string, Body: string) =>
    hub.client.send(new PutObjectCommand({ Bucket: hub.artifacts, Key, Body: Buffer.from(Body) }));

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
    expect(await sharedPlan(artifacts, run)).toBeNull();
    expect(await artifacts.readPlanFile(run)).toBeNull();
    expect(await artifacts.readReceipt(run)).toBeNull();
    expect(await artifacts.readFencedState(run)).toBeNull();
  });

  it('hands on a plan as its text, and a large one as an address for five minutes that opens it alone', async () => {
    const [small, large] = [ulid(), ulid()];
    const text = `{"a":"${'é'.repeat(600_000)}"}`;
    await put(`runs/${small}/plan.json`, '{"a":1.10}');
    await put(`runs/${large}/plan.json`, text);

    const before = Date.now();
    const shared = await artifacts.sharePlan(large);

    expect(await artifacts.sharePlan(small)).toEqual({ text: '{"a":1.10}' });
    expect(await artifacts.sharePlan(ulid())).toBeNull();
    expect(shared).toMatchObject({ bytes: Buffer.byteLength(text) });
    const { url, expiresAt } = shared as { url: string; expiresAt: string };
    expect(Math.round((Date.parse(expiresAt) - before) / 60_000)).toBe(5);
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
    expect(new URL(url).pathname).toBe(`/${hub.artifacts}/runs/${large}/plan.json`);
    expect(await (await fetch(url)).text()).toBe(text);
  });

  it('leaves a saved plan to the key of its bucket and forgets it when told to, twice if need be', async () => {
    const run = ulid();
    await artifacts.writePlanFile(run, new Uint8Array([1, 2]));
    await artifacts.writePlanFiles(run, new Uint8Array([3]));

    expect(await hub.encryptionOf(hub.artifacts, `runs/${run}/plan.tfplan`)).toBe('aws:kms');
    expect(await artifacts.readPlanFile(run)).toEqual(new Uint8Array([1, 2]));
    expect(await artifacts.readPlanFiles(run)).toEqual(new Uint8Array([3]));
    await artifacts.discardPlanFile(run);
    await artifacts.discardPlanFile(run);
    expect(await artifacts.readPlanFile(run)).toBeNull();
    expect(await artifacts.readPlanFiles(run)).toBeNull();
  });

  it('names the object when it is not what was written', async () => {
    const run = ulid();
    await put(`runs/${run}/receipt.json`, '{"life": 1}');

    await expect(artifacts.readReceipt(run)).rejects.toMatchObject({ code: 'CorruptRecord' });
    await expect(artifacts.readReceipt(run)).rejects.toThrow(`runs/${run}/receipt.json`);
  });

  it('writes nothing that its reader could not read', async () => {
    const run = ulid();
    const plan = { run, digest: 'd', at: 'never', engine: '1.11.4', resources: [], outputs: [] };
    const step = { address: 'a.b', action: 'create', startedAt: start, endedAt: start } as const;

    const writes = [
      () => artifacts.writePlan(plan),
      () => artifacts.writeReceipt(run, new TextEncoder().encode('{"life": 1}')),
      () => artifacts.writeTimeline({ run, resources: [{ ...step, seconds: NaN, result: 'complete' }] }),
    ];

    for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'CorruptRecord' });
    expect(await sharedPlan(artifacts, run)).toBeNull();
    expect(await artifacts.readTimeline(run)).toBeNull();
  });

  it('keeps an outcome that nobody could read as a failure that says so', async () => {
    const run = ulid();
    const plan = planOf(run);
    const endless = { ...plan, cost: { ...plan.cost, hourly: Infinity } };

    await artifacts.writeOutcome({ ...outcomeOf(run, 'one'), outcome: { result: 'planned', plan: endless } });

    expect((await artifacts.readOutcome(run))?.outcome).toMatchObject({
      result: 'failed',
      failure: { class: 'unknown', reason: expect.stringContaining('outcome.plan.cost.hourly') },
    });
  });

  it.each([
    ['an empty file', ''],
    ['no JSON', 'killed\n'],
    ['another format', '{"outcome": {"result": "(sensitive)"}}'],
    ['a text longer than it may be', JSON.stringify({ outcome: { reason: 'x'.repeat(2_000_000) } })],
    [
      'many unknown keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1_000 }, (_, key) => [key, key]))),
    ],
  ])('says of %s which outcome it is, briefly', async (_, body) => {
    const run = ulid();
    await put(`runs/${run}/outcome.json`, body);

    const error: unknown = await artifacts.readOutcome(run).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ code: 'CorruptRecord' });
    expect((error as Error).message).toContain(`runs/${run}/outcome.json is invalid: `);
    expect((error as Error).message.length).toBeLessThan(2_100);
  });
});
