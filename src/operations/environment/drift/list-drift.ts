import type { ListDriftQuery } from '../../../domain/api/drift-requests';
import type { DriftList, DriftRow } from '../../../domain/environment/drift/drift-view';
import { expectedAt } from '../../../domain/environment/drift/expected-drift';
import { type Environment, isLiving } from '../../../domain/environment/environment';
import type { Instant } from '../../../domain/base/time';
import type { Deps } from '../../ports/deps';
import { gather } from '../list/gather';
import { readCauses } from './read-causes';

type Cause = Awaited<ReturnType<typeof readCauses>>[number];

/** Drift over all environments, one row for each cause; what is expected is left out unless it is asked for. */
export async function listDrift(
  { expected }: ListDriftQuery,
  deps: Pick<Deps, 'registry' | 'artifacts' | 'clock'>,
): Promise<DriftList> {
  const { items, complete } = await gather((page) => deps.registry.list({}, page));
  const standing = items.filter((one) => isLiving(one) && one.status === 'ready');
  const now = deps.clock();
  const all = (await readCauses(standing, deps)).map((cause) => rowOf(cause, standing, now));
  const shown = expected === 'true' ? all : all.map(withoutExpected).filter(isAnywhere);
  return {
    causes: shown,
    checked: standing.filter(({ drift }) => drift).length,
    unchecked: standing.filter(({ drift }) => !drift).map(({ name }) => name),
    expected: placesIn(all) - placesIn(shown),
    complete,
  };
}

function rowOf(
  { id, environments, ...what }: Cause,
  standing: readonly Environment[],
  now: Instant,
): DriftRow {
  const byName = new Map(standing.map((one) => [one.name, one]));
  const caused = environments.flatMap(({ name, addresses }) => {
    const environment = byName.get(name);
    return environment?.drift
      ? [{ ...placeOf(environment, id, now), addresses, at: environment.drift.at }]
      : [];
  });
  return { cause: id, ...what, environments: caused };
}

function placeOf(environment: Environment, cause: string, now: Instant) {
  const { name, applied, wanted } = environment;
  const found = expectedAt(environment, now).find((one) => one.cause === cause);
  const { version } = (applied ?? wanted).template;
  const expected = found && { reason: found.reason, by: found.by, until: found.until };
  return { name, version, ...(expected && { expected }) };
}

function withoutExpected(row: DriftRow): DriftRow {
  return { ...row, environments: row.environments.filter((one) => !one.expected) };
}

function isAnywhere({ environments }: DriftRow): boolean {
  return environments.length > 0;
}

function placesIn(rows: readonly DriftRow[]): number {
  return rows.reduce((sum, { environments }) => sum + environments.length, 0);
}
