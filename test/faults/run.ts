/**
 * `npm run test:faults [-- seed]`: the model under 100,000 commands, every fault at the first and last call of every
 * site, then lives with several faults drawn at random until the time is over.
 */
import { checkModel } from './model/check-model';
import { openFaultLab, type FaultLab } from './lab/fault-lab';
import { everyPoint, type KnownSite } from './lab/fault-points';
import { inBatches } from './model/pack-lives';
import { isClean, printVerdict } from './lab/print-verdict';
import { drawLives, scheduleOf } from './model/random-lives';
import { learnSites, tryPoints } from './lab/try-points';

const modelCommands = 100_000;
const atOnce = 8;
const minute = 60_000;
/** No round for what was not reached begins after the first, no batch of random lives after the second: the whole takes less than half an hour. */
const [lastRoundAt, lastBatchAt] = [17 * minute, 22 * minute];
const mostRandomLives = 500;

const started = Date.now();
const seed = Number(process.argv[2] ?? started % 1_000_000);
const say = (line: string) => console.log(`${((Date.now() - started) / minute).toFixed(1)} min: ${line}`);

async function main(): Promise<void> {
  say(`seed ${seed}`);
  const { commands, accepted, refused } = await checkModel({ commands: modelCommands, seed });
  say(`model: ${commands} commands, ${accepted} accepted, ${refused} refused, 0 differences`);
  const lab = await openFaultLab();
  try {
    if (!(await tryFaults(lab))) process.exitCode = 1;
  } finally {
    await lab.close();
  }
  say(`the end, seed ${seed}`);
}

async function tryFaults(lab: FaultLab): Promise<boolean> {
  const sites = await learnSites(lab, 2);
  const points = everyPoint(sites);
  say(`${sites.length} call sites, ${points.length} fault points`);
  const until = started + lastRoundAt;
  const missed = await tryPoints(lab, points, { perLife: [6, 2, 1], atOnce, until, say });
  await liveAtRandom(lab, sites);
  const verdict = await lab.judge();
  console.log(printVerdict(verdict, lab.plan, missed));
  return isClean(verdict);
}

async function liveAtRandom(lab: FaultLab, sites: readonly KnownSite[]): Promise<void> {
  const before = lab.plan.fired.length;
  for (const batch of inBatches(drawLives(seed, mostRandomLives, sites), atOnce)) {
    if (Date.now() - started > lastBatchAt) break;
    for (const life of batch) say(scheduleOf(life));
    await lab.live(batch);
    say(`seed ${seed}: ${lab.plan.fired.length - before} random faults so far`);
  }
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
