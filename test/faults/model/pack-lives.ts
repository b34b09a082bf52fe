import type { FaultPoint } from '../lab/fault';
import { settlerOf } from '../lab/fault-plan';
import type { PlannedLife } from '../lab/fault-lab';
import type { Ending } from './full-life';

/** A fault with how a life goes that comes to its place; null for a call that is for no life alone. */
export type PlacedPoint = FaultPoint & { ending: Ending | null };

/**
 * Lives that carry the points between them, at most `perLife` each, never two at one site, and none for two who settle
 * runs, since of them only one comes first; the others are for any life.
 */
export function packLives(
  points: readonly PlacedPoint[],
  { perLife, prefix }: { perLife: number; prefix: string },
): { lives: PlannedLife[]; shared: FaultPoint[] } {
  const lives: PlannedLife[] = [];
  const shared: FaultPoint[] = [];
  for (const { ending, ...point } of points) {
    if (ending === null) {
      shared.push({ ...point, occurrence: 1 });
      continue;
    }
    const room = lives.find((life) => life.ending === ending && hasRoom(life, point, perLife));
    if (room) room.faults.push(point);
    else lives.push({ name: `${prefix}-${lives.length}`, ending, faults: [point] });
  }
  return { lives, shared };
}

function hasRoom({ faults }: PlannedLife, { site }: FaultPoint, perLife: number): boolean {
  if (faults.length >= perLife || faults.some((fault) => fault.site === site)) return false;
  const settler = settlerOf(site);
  return faults.every((fault) => {
    const other = settlerOf(fault.site);
    return !settler || !other || other === settler;
  });
}

/** In a row of its own for each batch: `size` lives are lived side by side. */
export function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
