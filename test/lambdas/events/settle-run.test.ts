import { createSettleRunRule } from '../../../lambdas/events/settle-run';
import { claimRun } from '../../../src/operations/environment/runner-gate';
import { contextOf, recordingLog, silent } from '../../support/plane/http';
import { setStage, type Stage } from '../../support/plane/stage';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const handle = (event: unknown, log = silent()) =>
  createSettleRunRule(() => stage.deps, log)(event, contextOf());
const status = async () => (await stage.deps.registry.get('foo'))?.status;
const executionEnded = (input: object) => ({
  'detail-type': 'Step Functions Execution Status Change',
  detail: { status: 'FAILED', input: JSON.stringify(input) },
});
const buildEnded = ({ name, id, runId }: { name: string; id: string; runId: string }) => ({
  'detail-type': 'CodeBuild Build State Change',
  detail: {
    'additional-information': {
      environment: {
        'environment-variables': [
          { name: 'LEASEHOLD_ENVIRONMENT', value: name },
          { name: 'LEASEHOLD_LIFE', value: id },
          { name: 'LEASEHOLD_RUN', value: runId },
        ],
      },
    },
  },
});

describe('the rule on ended builds and executions', () => {
  it('closes a run whose execution ended before any build claimed it', async () => {
    const run = await stage.request();

    await handle(executionEnded(run));

    expect(await status()).toBe('failed');
  });

  it('settles a claimed run as lost once its build is over, however often the event comes', async () => {
    const run = await stage.request();
    await claimRun({ ...run, build: 'build:1' }, stage.deps);
    stage.world.overBuilds.add('build:1');

    await handle(buildEnded(run));
    const once = await stage.deps.registry.get('foo');
    await handle(buildEnded(run));

    expect(once).toMatchObject({ status: 'failed', failure: { class: 'lost' } });
    expect((await stage.deps.registry.get('foo'))?.version).toBe(once?.version);
  });

  it('says of which run an event is, and nothing of it in the line of the next', async () => {
    const run = await stage.request();
    const { log, lines } = recordingLog();

    await handle(executionEnded(run), log);
    await handle(executionEnded({ order: 7 }), log);

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      message: 'settled',
      status: 'failed',
      environment: run.name,
      life: run.id,
      run: run.runId,
      function_request_id: 'invocation-1',
    });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ message: 'ignored' });
    expect(lines[1]).not.toContain(run.runId);
  });

  it('changes nothing while the claiming build is not proven over', async () => {
    const run = await stage.request();
    await claimRun({ ...run, build: 'build:1' }, stage.deps);

    await handle(executionEnded(run));

    expect(await status()).toBe('pending');
  });

  it('leaves what is about no run alone', async () => {
    await stage.request();

    await handle(executionEnded({ order: 7 }));

    expect(await status()).toBe('pending');
  });
});
