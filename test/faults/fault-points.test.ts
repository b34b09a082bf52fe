import { type FaultLab, openFaultLab, type PlannedLife } from './fault-lab';
import { onePointEach, sitesOf } from './fault-points';
import { packLives } from './pack-lives';
import { isClean, printVerdict } from './print-verdict';
import { rebornUnderFire } from './reborn';

describe('a plane whose calls of AWS fail', () => {
  let lab: FaultLab;

  beforeAll(async () => {
    lab = await openFaultLab();
  }, 120_000);
  afterAll(() => lab?.close());

  it('loses nothing, whatever call fails, is doubled, or is the last of its process', async () => {
    const untroubled: PlannedLife[] = [
      { name: 'calm-expires', ending: 'expires', faults: [] },
      { name: 'calm-destroyed', ending: 'destroyed', faults: [] },
    ];
    await lab.live(untroubled);
    const sites = sitesOf(lab.plan, untroubled);
    const { lives, shared } = packLives(onePointEach(sites), { perLife: 10, prefix: 'life' });

    await lab.live([...lives, rebornUnderFire('reborn')], shared);

    const verdict = await lab.judge();
    console.log(printVerdict(verdict, lab.plan));
    expect(sites.length).toBeGreaterThan(45);
    expect(lab.plan.fired.length).toBeGreaterThan(sites.length * 0.8);
    expect(isClean(verdict)).toBe(true);
  }, 300_000);
});
