import { createSweep } from '../../../lambdas/sweep/handler';
import { day } from '../../../src/domain/base/time';
import { contextOf, recordingLog } from '../../support/plane/http';
import { setStage, type Stage } from '../../support/plane/stage';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const scheduled = { source: 'aws.scheduler', 'detail-type': 'Scheduled Event', detail: {} };

describe('the scheduled sweep', () => {
  it('does what is due and says how much it was', async () => {
    const { log, lines } = recordingLog();
    await stage.request();
    stage.world.pass(day);

    const report = await createSweep(() => stage.deps, log)(scheduled, contextOf());

    expect(report).toEqual({ visited: 1, failed: 0 });
    expect((await stage.deps.registry.get('foo'))?.status).toMatch(/^destroy/);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ message: 'swept', visited: 1 }),
    ]);
  });

  it('is silent when nothing is due', async () => {
    const { log, lines } = recordingLog();

    const report = await createSweep(() => stage.deps, log)(scheduled, contextOf());

    expect(report).toEqual({ visited: 0, failed: 0 });
    expect(lines).toEqual([]);
  });
});
