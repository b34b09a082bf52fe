import { createSettleRunTask } from '../../../lambdas/workflow/settle-run';
import { DomainError } from '../../../src/domain/base/errors';
import { contextOf, recordingLog, silent } from '../../support/plane/http';
import { setStage, type Stage } from '../../support/plane/stage';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const handle = (event: unknown, log = silent()) =>
  createSettleRunTask(() => stage.deps, log)(event, contextOf());

describe('the last step of a workflow', () => {
  it('closes a run that no build claimed, though its own execution still runs', async () => {
    const run = await stage.request();

    expect(await handle(run)).toEqual({ status: 'failed', run: null });
    expect((await stage.deps.registry.get('foo'))?.lastRun?.failure?.class).toBe('not-started');
  });

  it('says of which run it is in every line, also in one that tells of a failure', async () => {
    const run = await stage.request();
    const { log, lines } = recordingLog();
    const ids = { environment: run.name, life: run.id, run: run.runId };

    await handle(run, log);
    stage.deps.registry.get = () => Promise.reject(new Error('no answer'));
    await handle(run, log).catch(() => undefined);

    const request = { function_request_id: 'invocation-1' };
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ message: 'settled', status: 'failed', ...ids, ...request }),
      expect.objectContaining({ message: 'failed', ...ids, ...request }),
    ]);
  });

  it('leaves a run alone that is not current any more', async () => {
    const run = await stage.request();
    const other = { ...run, runId: `${run.runId.slice(0, -1)}Z` };

    expect(await handle(other)).toEqual({ status: 'pending', run: run.runId });
  });

  it.each([[{}], [{ name: 'foo', id: 'x', runId: 'y' }], ['foo'], [null]])(
    'refuses %j by a code that ErrorEquals knows',
    async (event) => {
      await expect(handle(event)).rejects.toMatchObject({ name: 'InvalidRequest', code: 'InvalidRequest' });
    },
  );

  it('throws on what an operation throws, its name being its code, and logs it once', async () => {
    const run = await stage.request();
    const { log, lines } = recordingLog();
    stage.deps.registry.get = () =>
      Promise.reject(new DomainError('Unreachable', { what: 'S3', reason: 'x' }));

    await expect(handle(run, log)).rejects.toMatchObject({ name: 'Unreachable' });

    expect(lines.filter((line) => line.includes('did not answer'))).toHaveLength(1);
  });
});
