import type { Environment } from '../../../domain/environment/environment';
import { placeInLine, type PlaceInLine } from '../../../domain/environment/slots/place-in-line';
import type { Deps } from '../../ports/deps';

/** What is needed to say where runs wait. */
export type LineDeps = Pick<Deps, 'slots' | 'slotCounts' | 'log'>;

/** Where the queued runs of environments wait in line, by run; a line that cannot be read now is left out. */
export async function linesOf(
  environments: readonly Environment[],
  deps: LineDeps,
): Promise<ReadonlyMap<string, PlaceInLine>> {
  const queued = environments.flatMap(({ target, run }) =>
    run?.phase === 'queued' ? [{ target, run }] : [],
  );
  const targets = [...new Set(queued.map(({ target }) => target))];
  const read = await Promise.all(targets.map(async (one) => [one, await readLine(one, deps)] as const));
  const lines = new Map(read);
  const places = queued.flatMap(({ target, run: { id } }) => {
    const line = lines.get(target);
    const place = line && placeInLine(line, id);
    return place ? [[id, place] as const] : [];
  });
  return new Map(places);
}

async function readLine(target: string, { slots, slotCounts, log }: LineDeps) {
  try {
    return (await slotCounts(target)) && (await slots.get(target));
  } catch (error) {
    log.warn('The line of a target could not be read; places in it are not shown.', {
      target,
      reason: String(error),
    });
    return undefined;
  }
}
