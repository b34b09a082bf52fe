/**
 * One share of the fault harness, as `npm run test:faults` runs them. `--points=2/3`: its share of every fault at the first,
 * middle and last call of every site, and of a death at the second. `--random [--seed=7]`: the model under 100,000 commands, then lives with several faults
 * drawn at random. Closes with `N passed, N failed`: how many promises were kept.
 */
import { parseArgs } from 'node:util';
import { checkModel } from './model/check-model';
import { openFaultLab, type FaultLab } from './lab/fault-lab';
import { everyPoint, shareOf, type KnownSite } from './lab/fault-points';
import { inBatches } from './model/pack-lives';
import { brokenPromises, printVerdict, promiseCount } from './lab/print-verdict';
import { drawLives, scheduleOf } from './model/random-lives';
import { learnSites, tryPoints } from './lab/try-points';
import type { UnfiredFault } from './lab/fault-plan';

const modelCommands = 100_000;
const atOnce = 8;
const minute = 60_000;
/** No round for what was not reached begins after the first, no batch of random lives after the second: a share takes about eight minutes on two idle cores. */
const [lastRoundAt, lastBatchAt] = [7 * minute, 5 * minute];
const mostRandomLives = 500;

const started = Date.now();
const { values } = parseArgs({
  options: { points: { type: 'string' }, random: { type: 'boolean' }, seed: { type: 'string' } },
});
const seed = Number(values.seed ?? started % 1_000_000);
const say = (line: string) => console.log(`${((Date.now() - started) / minute).toFixed(1)} min: ${line}`);

async function main(): Promise<void> {
  const lab = await openFaultLab();
  try {
    const sites = await learnSites(lab, 2);
    const missed = values.random ? await liveAtRandom(lab, sites) : await tryShare(lab, sites);
    close(await judge(lab, missed), promiseCount);
  } finally {
    await lab.close();
  }
}

async function tryModel(): Promise<void> {
  say(`seed ${seed}`);
  const { commands, accepted, refused } = await checkModel({ commands: modelCommands, seed });
  say(`model: ${commands} commands, ${accepted} accepted, ${refused} refused, 0 differences`);
}

async function tryShare(lab: FaultLab, sites: KnownSite[]): Promise<UnfiredFault[]> {
  const every = everyPoint(sites);
  const points = shareOf(every, values.points ?? '1/1');
  say(`${sites.length} call sites, ${every.length} fault points, ${points.length} of them in this share`);
  return tryPoints(lab, points, { perLife: [6, 2, 1], atOnce, until: started + lastRoundAt, say });
}

async function judge(lab: FaultLab, missed: UnfiredFault[]): Promise<number> {
  const verdict = await lab.judge();
  console.log(printVerdict(verdict, lab.plan, missed));
  return brokenPromises(verdict);
}

async function liveAtRandom(lab: FaultLab, sites: readonly KnownSite[]): Promise<UnfiredFault[]> {
  const before = lab.plan.fired.length;
  for (const batch of inBatches(drawLives(seed, mostRandomLives, sites), atOnce)) {
    if (Date.now() - started > lastBatchAt) break;
    for (const life of batch) say(scheduleOf(life));
    await lab.live(batch);
    say(`seed ${seed}: ${lab.plan.fired.length - before} random faults so far`);
  }
  return [];
}

function close(broken: number, promises: number): void {
  console.log(`${promises - broken} passed, ${broken} failed`);
  if (broken > 0) process.exitCode = 1;
}

try {
  if (values.random) await tryModel();
  await main();
} catch (error) {
  console.error(error);
  close(1, 1);
}
