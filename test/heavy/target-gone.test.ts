import { setTimeout as sleep } from 'node:timers/promises';
import { minute } from '../../src/domain/base/time';
import { listNamed, listTagged } from '../../src/local/demo/ask-emulator';
import type { TestPlane } from '../support/plane/plane';
import { openPlaneWith, type OutagePlane, Outages } from '../faults/lab/outages';
import { progressOf } from '../support/plane/plane-api';
import { comesTrue } from '../faults/lab/waiting';

const outages = new Outages();
let on: TestPlane;
let close: OutagePlane['close'] | undefined;

beforeAll(async () => {
  ({ on, close } = await openPlaneWith(outages));
});
afterAll(() => close?.());

it('a target that is gone for a while costs no environment, and what does not answer is never taken for gone', async () => {
  const { api, plane } = on;
  await api.want('POST /environments', { body: { name: 'remote', template: 'scheduled-worker', ttl: '1d' } });
  await api.until('remote', ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 3);
  const back = outages.cutOff(({ caller }) => caller === 'provisioner');
  await comesTrue(
    'A call that the target does not answer',
    async () => outages.refused.length > 0 || undefined,
  );
  await sleep(5_000);
  back();
  const made = await api.settled('remote');
  const refused = outages.refused.length;
  if (made.status === 'failed') await api.want('POST /environments/remote/retry');
  const ready = await api.settled('remote');

  const witnessBack = outages.cutOff(({ request }) =>
    String(request.headers['x-amz-target']).startsWith('ResourceGroupsTaggingAPI'),
  );
  await api.want('DELETE /environments/remote');
  const unproven = await api.until(
    'remote',
    ({ destruction, lastRun }) => (destruction?.attempts ?? 0) > 0 && lastRun?.result === 'failed',
  );
  witnessBack();
  const gone = await comesTrue(
    'The end',
    async () => {
      const view = await api.want('GET /environments/remote');
      if (view.status === 'destroyed') return view;
      // Only between two runs: time that runs away from a run makes it look silent.
      if (!view.run) await plane.clock.forward(minute);
      await sleep(500);
      return undefined;
    },
    async () => progressOf(await api.want('GET /environments/remote')),
  );

  expect(refused).toBeGreaterThan(0);
  expect(ready).toMatchObject({ status: 'ready' });
  expect(unproven).toMatchObject({ status: 'destroying' });
  expect(unproven.receipt ?? null).toBeNull();
  expect(gone).toMatchObject({ receipt: { unchecked: 0 }, destruction: { attempts: 2 } });
  const named = await listNamed(plane.targetUrl, gone);
  expect(named.flatMap(({ names }) => names)).toEqual([]);
  // A cluster, a NAT gateway and the like stay listed with their tags for a while after their end, on AWS too.
  const tagged = await listTagged(plane.targetUrl, gone);
  expect(tagged.filter((arn) => /:(sqs|logs):|:(vpc|subnet)\//.test(arn))).toEqual([]);
});
