import type { OutputsDocument } from '../../src/domain/environment/artifacts';
import type { LogPage } from '../../src/domain/api/responses';
import type { DomainEvent } from '../../src/domain/environment/events';
import type * as z from 'zod';
import { buildProcesses } from '../faults/lab/build-processes';
import type { TestPlane } from '../support/plane/plane';
import { openPlane } from './open-plane';

describe('a run', () => {
  let on: TestPlane;

  beforeAll(async () => {
    on = await openPlane();
  });

  const create = (name: string, inputs: Record<string, unknown> = {}) =>
    on.api.want('POST /environments', { body: { name, template: 'playground', ttl: '1d', inputs } });

  it('changes the inputs of an environment in place', async () => {
    await create('changed', { message: 'before', resources: 2 });
    const { plan } = await on.api.settled('changed');

    const asked = await on.api.want('PATCH /environments/changed', {
      body: { inputs: { message: 'after' } },
    });
    const changed = await on.api.settled('changed');

    expect(plan).toMatchObject({ create: 3, update: 0 });
    expect(asked).toMatchObject({ status: 'ready', run: { kind: 'provision' } });
    expect(changed).toMatchObject({
      status: 'ready',
      inputs: { message: 'after', resources: 2 },
      plan: { create: 0, update: 2, replace: 0, delete: 0 },
    });
    const outputs = await on.api.want<OutputsDocument>('GET /environments/changed/outputs');
    expect(outputs['message']).toMatchObject({ value: 'after' });
  });

  it('takes an output of another environment, which ends after it', async () => {
    await create('giver', { message: 'from afar' });
    await on.api.settled('giver');
    const references = { message: 'env:giver.message' };
    const body = { name: 'taker', template: 'playground', ttl: '1h', references };

    await on.api.want('POST /environments', { body });
    const taker = await on.api.settled('taker');

    expect(taker).toMatchObject({ status: 'ready', inputs: { message: 'from afar' }, references });
    expect(await on.api.want('GET /environments/giver')).toMatchObject({ usedBy: ['taker'] });
    await expect(on.api.want('DELETE /environments/giver')).rejects.toThrow(/ 409: .*InUse.*taker/);
    await on.api.want('DELETE /environments/taker');
    await on.api.until('taker', (view) => view.status === 'destroyed');
    await on.api.until('giver', (view) => view.usedBy === undefined);
    await on.api.want('DELETE /environments/giver');
    const given = await on.api.until('giver', (view) => view.status === 'destroyed');
    expect(given).toMatchObject({ receipt: expect.any(Object) as object });
  });

  it('that fails names the cause and the resources, and a destroy cleans up behind it', async () => {
    await create('broken', { fail_at: 1 });
    const failed = await on.api.settled('broken');

    expect(failed).toMatchObject({
      status: 'failed',
      failure: {
        reason: expect.stringContaining('This resource fails on purpose'),
        addresses: ['terraform_data.item[1]'],
      },
    });
    const status = await on.idp(['status', 'broken']);
    expect(status.stdout).toContain('This resource fails on purpose');
    expect(status.stdout).toContain('idp destroy broken');

    await on.api.want('DELETE /environments/broken');
    const destroyed = await on.api.until('broken', (view) => view.status === 'destroyed');
    expect(destroyed.receipt).toMatchObject({ built: true, unchecked: 0 });
  });

  it('that failed is finished by another one', async () => {
    await create('mended', { fail_at: 0 });
    await on.api.settled('mended');

    await on.api.want('PATCH /environments/mended', { body: { inputs: { fail_at: -1 } } });
    const mended = await on.api.settled('mended');

    expect(mended).toMatchObject({ status: 'ready', outputs: { names: ['ids', 'message', 'token'] } });
  });

  it('stops when it is cancelled, and says so', async () => {
    await create('stopped', { resources: 30, delay_seconds: 20 });
    await on.api.until('stopped', ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 0);

    await on.api.want('POST /environments/stopped/cancel');
    const stopped = await on.api.settled('stopped');

    expect(stopped).toMatchObject({ status: 'failed', lastRun: { result: 'cancelled' } });
    const logs = await on.api.want<z.infer<typeof LogPage>>(`GET /runs/${stopped.lastRun?.id}/logs`);
    expect(logs.lines.length).toBeGreaterThan(5);
  });

  it('whose build is killed fails as lost; another one finishes it, and its end is proven', async () => {
    await create('killed', { resources: 12, delay_seconds: 20 });
    await on.api.until('killed', ({ run }) => run?.phase === 'applying' && (run.progress?.done ?? 0) > 0);

    for (const { pid } of await buildProcesses('killed')) process.kill(pid, 'SIGKILL');
    const lost = await on.api.settled('killed');
    await on.api.want('PATCH /environments/killed', { body: { inputs: { delay_seconds: 0 } } });
    const mended = await on.api.settled('killed');
    await on.api.want('DELETE /environments/killed');
    const gone = await on.api.until('killed', ({ status }) => status === 'destroyed');

    expect(lost).toMatchObject({ status: 'failed', failure: { class: 'lost' } });
    expect(mended).toMatchObject({ status: 'ready' });
    expect(gone).toMatchObject({ receipt: { built: true, unchecked: 0 } });
  });

  it('gives way to a destroy', async () => {
    await create('unwanted', { resources: 30, delay_seconds: 20 });
    await on.api.until('unwanted', ({ run }) => run?.phase === 'applying');

    await on.api.want('DELETE /environments/unwanted');
    const gone = await on.api.until('unwanted', (view) => view.status === 'destroyed');

    expect(gone).toMatchObject({ receipt: { built: true }, destruction: { attempts: 1 } });
    const { items } = await on.api.want<{ items: DomainEvent[] }>('GET /environments/unwanted/events');
    expect(items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['RunStopRequested', 'RunCancelled', 'EnvironmentDestroyed']),
    );
  });
});
