import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { hour, minute } from '../../../src/domain/base/time';
import { account, credentials, region } from '../../../src/local/hub';
import { machinePrefix } from '../../../src/local/hub-environment';
import type { TestPlane } from '../../support/plane/plane';
import { buildProcesses, living } from '../../faults/lab/build-processes';
import { openPlaneWith, type OutagePlane, Outages } from '../../faults/lab/outages';
import { comesTrue } from '../../faults/lab/waiting';

const outages = new Outages();
let on: TestPlane;
let close: OutagePlane['close'] | undefined;

/** No sweep comes by itself, so that what settles a run is what the test says. */
beforeAll(async () => {
  ({ on, close } = await openPlaneWith(outages, { sweepEveryMs: hour }));
});
afterAll(() => close?.());

describe('an execution that somebody stops in the console', () => {
  it('has its run settled by the event that tells of it, and its build stopped', async () => {
    const processes = await abort('told');

    const failed = await on.api.until('told', ({ status }) => status === 'failed');

    expect(failed).toMatchObject({
      lastRun: { result: expect.stringMatching(/failed|cancelled/) },
    });
    expect(failed.run).toBeUndefined();
    await comesTrue('The end of the build', () => isOver(processes));
  });

  it('has it settled by the next sweep when no event arrives', async () => {
    const restore = outages.cutOff(({ caller }) => caller === 'settleRule');
    const processes = await abort('untold');
    await comesTrue('The end of the build', () => isOver(processes));
    const unsettled = await on.api.want('GET /environments/untold');
    await on.plane.clock.forward(minute);
    await on.plane.sweep();
    const settled = await on.api.want('GET /environments/untold');
    restore();

    expect(unsettled).toMatchObject({ status: 'pending', run: { phase: 'applying' } });
    expect(settled).toMatchObject({ status: 'failed', lastRun: { id: unsettled.run?.id } });
    expect(settled.run).toBeUndefined();
  });
});

async function abort(name: string) {
  const inputs = { resources: 30, delay_seconds: 20 };
  await on.api.want('POST /environments', { body: { name, template: 'playground', ttl: '7d', inputs } });
  const { run } = await on.api.until(
    name,
    (view) => view.run?.phase === 'applying' && (view.run.progress?.done ?? 0) > 0,
  );
  const processes = await buildProcesses(name);
  const client = new SFNClient({ endpoint: on.plane.workflowsUrl, region, credentials });
  const machine = `${machinePrefix}provision-environment`;
  const executionArn = `arn:aws:states:${region}:${account}:execution:${machine}:${run?.id}`;
  await client.send(new StopExecutionCommand({ executionArn }));
  client.destroy();
  return processes;
}

async function isOver(processes: Awaited<ReturnType<typeof buildProcesses>>): Promise<true | undefined> {
  return (await living(processes)).length === 0 || undefined;
}
