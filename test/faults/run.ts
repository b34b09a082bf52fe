/** `npm run test:faults [-- seed]`: every fault at the first and last call of every site, then the model under 100,000 commands. */
import { checkModel } from './check-model';
import { openFaultLab, type FaultLab, type PlannedLife } from './fault-lab';
import { everyPoint, sitesOf } from './fault-points';
import { inBatches, packLives } from './pack-lives';
import { isClean, printVerdict } from './print-verdict';
import { rebornUnderFire } from './reborn';

const faultsPerLife = 6;
const livesAtOnce = 5;
const modelCommands = 100_000;
/** After this, what was not reached is not tried once more; the whole takes less than half an hour. */
const lastRoundMs = 20 * 60_000;

const started = Date.now();
const minutes = () => ((Date.now() - started) / 60_000).toFixed(1);
const seed = Number(process.argv[2] ?? started % 1_000_000);

async function tryEveryPoint(lab: FaultLab): Promise<boolean> {
  const calm = [0, 1].flatMap((turn): PlannedLife[] => [
    { name: `calm-expires-${turn}`, ending: 'expires', faults: [] },
    { name: `calm-destroyed-${turn}`, ending: 'destroyed', faults: [] },
  ]);
  await lab.live(calm);
  const sites = sitesOf(lab.plan, calm);
  const points = everyPoint(sites);
  console.log(`${minutes()} min: ${sites.length} call sites, ${points.length} fault points`);
  await liveAll(lab, points, 'life');
  const missed = lab.plan.takeUnfired();
  const again = points.filter((point) =>
    missed.some(
      ({ site, occurrence, kind }) =>
        point.site === site && point.occurrence === occurrence && point.kind === kind,
    ),
  );
  if (Date.now() - started < lastRoundMs) await liveAll(lab, again, 'again');
  const verdict = await lab.judge();
  console.log(printVerdict(verdict, lab.plan));
  return isClean(verdict);
}

async function liveAll(lab: FaultLab, points: ReturnType<typeof everyPoint>, prefix: string): Promise<void> {
  const { lives, shared } = packLives(points, { perLife: faultsPerLife, prefix });
  const batches = inBatches([...lives, rebornUnderFire(`${prefix}-reborn`)], livesAtOnce);
  for (const [index, batch] of batches.entries()) {
    await lab.live(batch, shared.splice(0, 3));
    console.log(
      `${minutes()} min: batch ${index + 1} of ${batches.length}, ${lab.plan.fired.length} faults so far`,
    );
  }
}

async function main(): Promise<void> {
  console.log(`model: seed ${seed}`);
  const model = await checkModel({ commands: modelCommands, seed });
  console.log(
    `model: ${model.commands} commands, ${model.accepted} accepted, ${model.refused} refused, 0 differences`,
  );
  const lab = await openFaultLab();
  try {
    if (!(await tryEveryPoint(lab))) process.exitCode = 1;
  } finally {
    await lab.close();
  }
  console.log(`${minutes()} min in all`);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
