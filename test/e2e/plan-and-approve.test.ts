import type { PlanDocument } from '../../src/domain/environment/artifacts';
import { buckets } from '../../src/local/hub';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from './open-plane';
import { readObjects } from '../support/plane/plane-stores';

describe('a plan that awaits approval', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  it('of api-service is readable, is applied exactly as approved, and only once', async () => {
    const planned = await on.idp(['create', '-t', 'api-service', '-n', 'web', '--plan-only', '--yes']);
    const waiting = await on.api.want('GET /environments/web');
    const digest = waiting.plan?.digest;

    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('awaits approval') });
    expect(waiting).toMatchObject({ status: 'pending', run: { phase: 'awaiting-approval' } });
    const shown = await on.idp(['plan', 'web']);
    expect(shown.stdout).toMatch(/\+ module\.service\.aws_lb\.this/);
    const plan = await on.api.want<PlanDocument>(`GET /runs/${waiting.run?.id}/plan`);
    expect(plan).toMatchObject({ run: waiting.run?.id, digest });
    expect(plan.resources.filter(({ action }) => action === 'create')).toHaveLength(
      waiting.plan?.create ?? -1,
    );

    const other = await on.api.ask('POST /environments/web/approve', {
      body: { planDigest: '0'.repeat(64) },
    });
    const yes = await on.api.ask('POST /environments/web/approve', { body: { planDigest: digest } });
    const again = await on.api.ask('POST /environments/web/approve', { body: { planDigest: digest } });
    const ready = await on.api.settled('web');

    expect([other.status, yes.status, again.status]).toEqual([409, 202, 409]);
    expect(ready).toMatchObject({ status: 'ready', plan: { digest, create: waiting.plan?.create } });
    const applied = await on.api.ended(ready.lastRun?.id);
    expect(applied).toMatchObject({ planOf: waiting.run?.id, planDigest: digest, result: 'applied' });
    expect((await on.idp(['approve', 'web', '--yes'])).code).toBe(5);

    const destroyed = await on.idp(['destroy', 'web', '--yes']);
    expect(destroyed.code).toBe(0);
    const { receipt } = await on.api.want('GET /environments/web');
    expect(receipt?.checked).toBeGreaterThanOrEqual(waiting.plan?.create ?? Infinity);
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
});

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
