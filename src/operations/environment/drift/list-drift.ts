import type { Actor } from '../../../domain/access/actor';
import type { ListDriftQuery } from '../../../domain/api/drift-requests';
import type { DriftList, DriftRow } from '../../../domain/environment/drift/drift-view';
import { expectedAt } from '../../../domain/environment/drift/expected-drift';
import { type Environment, isLiving } from '../../../domain/environment/environment';
import type { Instant } from '../../../domain/base/time';
import type { Catalog } from '../../../domain/template/template';
import { whyChangeRefused } from '../../../domain/environment/drift/why-change-refused';
import type { Deps } from '../../ports/deps';
import { doerOf, type ShowingDeps } from '../deeds/show-environment';
import { gather } from '../list/gather';
import { readCauses } from './read-causes';

type Cause = Awaited<ReturnType<typeof readCauses>>[number];

/** By what the rows are written. */
interface Facts {
  now: Instant;
  catalog: Catalog | undefined;
}

/** Drift over all environments, one row for each cause; what is expected is left out unless it is asked for. */
export async function listDrift(
  { actor, expected }: ListDriftQuery & { actor: Actor },
  deps: Pick<Deps, 'registry' | 'artifacts'> & ShowingDeps,
): Promise<DriftList> {
  const { items, complete } = await gather((page) => deps.registry.list({}, page));
  const standing = items.filter((one) => isLiving(one) && one.status === 'ready');
  const { asker, now } = await doerOf(actor, standing, deps);
  const facts = { now, catalog: asker?.catalog };
  const all = (await readCauses(standing, deps)).map((cause) => rowOf(cause, standing, facts));
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
  facts: Facts,
): DriftRow {
  const byName = new Map(standing.map((one) => [one.name, one]));
  const caused = environments.flatMap(({ name, addresses }) => {
    const environment = byName.get(name);
    return environment?.drift
      ? [{ ...placeOf(environment, id, facts), addresses, at: environment.drift.at }]
      : [];
  });
  return { cause: id, ...what, environments: caused };
}

function placeOf(environment: Environment, cause: string, { now, catalog }: Facts) {
  const { name, applied, wanted } = environment;
  const found = expectedAt(environment, now).find((one) => one.cause === cause);
  const { version } = (applied ?? wanted).template;
  const expected = found && { reason: found.reason, by: found.by, until: found.until };
  const changeRefused = whyChangeRefused(environment, version, catalog);
  return { name, version, ...(changeRefused && { changeRefused }), ...(expected && { expected }) };
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
