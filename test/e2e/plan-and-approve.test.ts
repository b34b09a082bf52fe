import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { PlanDocument } from '../../src/domain/environment/artifacts';
import { buckets, credentials } from '../../src/local/hub';
import { s3ClientFor } from '../support/aws/hub-buckets';
import type { TestPlane } from '../support/plane/plane';
import { approveOnce } from './approve-once';
import { openPlane } from './open-plane';
import { readObjects } from '../support/plane/plane-stores';

describe('a plan that awaits approval', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('is readable, is applied exactly as approved, and only once', async () => {
    const { made, receipt } = await approveOnce(on, {
      create: ['-t', 'playground', '-n', 'agreed', '-i', 'resources=2'],
      shows: '+ terraform_data.item[1]',
    });

    expect(made).toBe(3);
    expect(receipt).toMatchObject({ built: true, checked: 0 });
  });

  it('leaves nothing behind when it is rejected', async () => {
    await on.idp(['create', '-t', 'playground', '-n', 'unwanted', '--plan-only', '--yes']);
    const waiting = await on.api.want('GET /environments/unwanted');
    const kept = await savedPlans(on);

    const rejected = await on.idp(['reject', 'unwanted']);
    await on.api.until('unwanted', ({ status }) => status === 'destroyed');

    expect(kept).toEqual([`runs/${waiting.run?.id}/plan.tfplan`]);
    expect(rejected.code).toBe(0);
    expect(await on.api.want('GET /environments/unwanted')).toMatchObject({ receipt: { built: false } });
    expect(await savedPlans(on)).toEqual([]);
    expect(await statesOf(on, waiting.id)).toEqual([]);
    const again = await on.idp(['create', '-t', 'playground', '-n', 'unwanted', '--yes']);
    expect(again.code).toBe(0);
  });

  it('of a change leaves a ready environment as it was when it is rejected', async () => {
    await on.idp(['create', '-t', 'playground', '-n', 'kept', '-i', 'message=first', '--yes']);
    const body = { inputs: { message: 'second' }, planOnly: true };
    await on.api.want('PATCH /environments/kept', { body });
    const waiting = await on.api.settled('kept');

    await on.api.want('POST /environments/kept/reject', { body: { planDigest: waiting.plan?.digest } });
    const after = await on.api.settled('kept');

    expect(waiting).toMatchObject({ status: 'ready', plan: { update: 3, needs: ['plan-only'] } });
    expect(after).toMatchObject({ status: 'ready', inputs: { message: 'first' } });
  });

  it('is fetched where it lies when it is too large for a response, by the same command', async () => {
    await on.idp(['create', '-t', 'playground', '-n', 'large', '--plan-only', '--yes']);
    const { run } = await on.api.settled('large');
    const large = await enlargePlan(on, run?.id ?? '');

    const { code, stdout } = await on.idp(['plan', 'large', '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(large);
  });
});

/** Lets the plan of a run have 2 MB; returns what it is then. */
async function enlargePlan({ plane, api }: TestPlane, run: string): Promise<PlanDocument> {
  const plan = await api.want<PlanDocument>(`GET /runs/${run}/plan`);
  const change = { attribute: 'input', before: null, after: 'x'.repeat(2_000_000) };
  const large = {
    ...plan,
    resources: plan.resources.map((one) => ({ ...one, changes: [change] })).slice(0, 1),
  };
  const s3 = s3ClientFor(plane.hubUrl, { credentials });
  const Key = `runs/${run}/plan.json`;
  await s3.send(new PutObjectCommand({ Bucket: buckets.artifacts, Key, Body: JSON.stringify(large) }));
  s3.destroy();
  return large;
}

async function savedPlans({ plane }: TestPlane): Promise<string[]> {
  const objects = await readObjects(plane);
  return objects.map(({ key }) => key).filter((key) => key.endsWith('.tfplan'));
}

/** Every state that ever was written of a life. */
async function statesOf({ plane }: TestPlane, life: string): Promise<string[]> {
  const objects = await readObjects(plane);
  return objects
    .filter(({ bucket, key }) => bucket === buckets.state && key.includes(life) && key.endsWith('.tfstate'))
    .map(({ key }) => key);
}
