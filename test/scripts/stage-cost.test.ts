import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { costOfStage, renderStageCost, totalsOf } from '../../scripts/stage-cost';
import { synthesizeStages } from '../support/plane/synthesized';

describe('what a stage costs', () => {
  const { folder } = synthesizeStages('dev');
  const cost = costOfStage(folder);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is what the README says; if not, run `npm run idle-cost` and write its totals there', () => {
    const readme = readFileSync(join(process.cwd(), 'README.md'), 'utf8');
    const [idle, provision] = [totalsOf(cost.idle), totalsOf(cost.provision)];

    expect(readme).toContain(`an idle stage, per month | ${idle.list} | ${idle.afterFree} |`);
    expect(readme).toContain(`run of five minutes | ${provision.list} | ${provision.afterFree} |`);
  });

  it('is printed line by line in numbers of things, with the totals', () => {
    const lines = renderStageCost(cost);

    expect(lines).toContainEqual(
      expect.stringMatching(/sweep, invocations +43,800 requests +\$0\.00876 +\$0\.00/),
    );
    expect(lines.filter((line) => line.trimStart().startsWith('total'))).toHaveLength(2);
  });
});
