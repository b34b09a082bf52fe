import type { UnfiredFault } from './fault-plan';
import type { FaultLab, PlannedLife } from './fault-lab';
import { type KnownSite, sitesOf } from './fault-points';
import { inBatches, packLives, type PlacedPoint } from '../model/pack-lives';
import { rebornUnderFire } from '../model/reborn';

/** How points are tried: how many a life carries in each round, how many lives are lived side by side, until when. */
export interface Trial {
  perLife: number[];
  atOnce: number;
  /** No round begins after this, in milliseconds since 1970. */
  until: number;
  say: (line: string) => void;
}

/** Lives calm lives and learns from them who calls what; each ending is lived `turns` times. */
export async function learnSites(lab: FaultLab, turns: number): Promise<KnownSite[]> {
  const calm = Array.from({ length: turns }).flatMap((_, turn): PlannedLife[] => [
    { name: `calm-expires-${turn}`, ending: 'expires', faults: [] },
    { name: `calm-destroyed-${turn}`, ending: 'destroyed', faults: [] },
  ]);
  await lab.live(calm);
  return sitesOf(lab.plan, calm);
}

/** Tries the points, then again in lives of their own those that another fault kept their lives from; what is left was not reached. */
export async function tryPoints(
  lab: FaultLab,
  points: readonly PlacedPoint[],
  trial: Trial,
): Promise<UnfiredFault[]> {
  let missed: UnfiredFault[] = [];
  let left = points;
  for (const [round, perLife] of trial.perLife.entries()) {
    if (left.length === 0 || Date.now() > trial.until) break;
    missed = await tryOnce(lab, left, { ...trial, perLife: [perLife], prefix: `life-${round + 1}` });
    left = missed.map((point) => placedAgain(point, points));
  }
  return missed;
}

async function tryOnce(
  lab: FaultLab,
  points: readonly PlacedPoint[],
  { perLife: [perLife = 1], atOnce, prefix, say }: Trial & { prefix: string },
): Promise<UnfiredFault[]> {
  const { lives, shared } = packLives(points, { perLife, prefix });
  const batches = inBatches([...lives, rebornUnderFire(`${prefix}-reborn`)], atOnce);
  const sharedEach = inBatches(shared, Math.ceil(shared.length / batches.length) || 1);
  for (const [index, batch] of batches.entries()) {
    await lab.live(batch, sharedEach[index] ?? []);
    say(`${prefix}: batch ${index + 1} of ${batches.length}, ${lab.plan.fired.length} faults so far`);
  }
  return lab.plan.takeUnfired();
}

/** At the last call of its site that the life which missed it had; lives differ in how often they come to one. */
function placedAgain(
  { site, occurrence, kind, calls }: UnfiredFault,
  points: readonly PlacedPoint[],
): PlacedPoint {
  const ending = points.find((point) => point.site === site)?.ending ?? null;
  return { site, kind, ending, occurrence: Math.min(occurrence, Math.max(1, calls)) };
}
