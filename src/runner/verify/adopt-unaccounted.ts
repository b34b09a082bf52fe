import type { Adoption } from './verification';
import type { PlannedCreate } from '../../domain/environment/artifacts';
import { configAddress } from '../../domain/terraform/address';
import { findUnaccounted } from './find-unaccounted';
import { objectId, type HeldResource } from './witnesses/held-resources';
import { outstandingCreates } from './outstanding';
import { checkWithProvider } from './witnesses/provider-witness';
import { putIntoState, readLocalState, type Entry } from './probe/put-into-state';
import { isStateOnly } from './state-only';
import type { Found, Search } from './search';
import type { StateFile, StateInstance } from '../../domain/terraform/state-file';
import { inspect, type Inspection, type VerifyContext } from './verify-context';

/**
 * Brings into the workspace's state what exists of this life and is not in it, so that the run that follows knows it
 * and a destroy takes it along: objects that an older or a fenced state held, and what outstanding creates of accepted
 * plans made unseen.
 */
export async function adoptUnaccounted(context: VerifyContext): Promise<Adoption> {
  const inspection = await inspect(context);
  const strays = await findStrays(inspection);
  const runs = await context.plannedCreates();
  const outstanding = outstandingCreates(runs, inspection.held).filter(
    ({ provider }) => !isStateOnly(provider),
  );
  const search = outstanding.length === 0 ? null : await findUnaccounted(inspection, outstanding);
  const found = search?.found() ?? [];
  const adopted = await adopt(inspection, strays, found);
  if (search) logUnknown(inspection, search);
  if (!search) return { adopted, unaccounted: [] };
  const unaccounted = search.unknown().map((create) => describe(create, search));
  return { adopted, unaccounted, notOurs: search.foreign() };
}

/** Objects that some state held, that the workspace's does not hold, and that still exist. */
async function findStrays(inspection: Inspection): Promise<HeldResource[]> {
  const state = await readLocalState(inspection.terraform);
  const present = objectsIn(state);
  const absent = inspection.held.all().filter((held) => !present.has(objectKey(held.type, held.id)));
  if (absent.length === 0) return [];
  const findings = await checkWithProvider(inspection, absent);
  return findings.flatMap(({ held, checked }) => (checked?.found === 'remaining' ? [held] : []));
}

async function adopt(
  inspection: Inspection,
  strays: HeldResource[],
  found: Found[],
): Promise<Adoption['adopted']> {
  const entries = [...strays.map(entryOfStray), ...found.map(entryOfFound)];
  if (entries.length === 0) return [];
  const ids = [...strays.map(({ id }) => id ?? ''), ...found.map(({ id }) => id)];
  const addresses = await putIntoState(inspection.terraform, entries);
  return addresses.map((address, at) => {
    const id = ids[at] ?? '';
    inspection.log(`Found ${id}, which is missing from the state; it is added as ${address}.`);
    return { address, id };
  });
}

function entryOfStray({ address, source, alias, ...held }: HeldResource): Entry {
  const provider = `provider["${source}"]${alias === null ? '' : `.${alias}`}`;
  const instance: StateInstance = {
    schema_version: held.schemaVersion,
    attributes: held.attributes,
    sensitive_attributes: held.sensitive,
    ...(held.private === undefined ? {} : { private: held.private }),
    ...(held.dependencies.length === 0 ? {} : { dependencies: held.dependencies }),
  };
  return { address, provider, instance };
}

/** What the provider does not read back, such as whether a final snapshot is wanted, comes from the plan. */
function entryOfFound({ create, schemaVersion, attributes }: Found): Entry {
  const planned = Object.entries(create.known).filter(
    ([name]) => name in attributes && attributes[name] === null,
  );
  const dependencies = Object.values(create.references).flatMap((references) =>
    references.map(({ address }) => configAddress(address)),
  );
  const instance: StateInstance = {
    schema_version: schemaVersion,
    attributes: { ...attributes, ...Object.fromEntries(planned) },
    sensitive_attributes: [],
    dependencies: [...new Set(dependencies)],
  };
  return { address: create.address, provider: `provider["${create.provider}"]`, instance };
}

function describe(create: PlannedCreate, search: Search): Adoption['unaccounted'][number] {
  const { address, type, known } = create;
  const names = ['name', 'identifier', 'bucket', 'function_name', 'family', 'name_prefix', 'tags.Name'];
  const name = names.map((one) => known[one]).find((one) => one !== undefined);
  const settlement = search.settlementOf(create);
  const why = settlement?.kind === 'unknown' ? { why: settlement.why } : {};
  return { address, type, plannedName: name === undefined ? null : String(name), ...why };
}

function logUnknown({ log }: Inspection, search: Search): void {
  for (const create of search.unknown()) {
    const settlement = search.settlementOf(create);
    if (settlement?.kind === 'unknown') log(`${create.address} is unaccounted for: ${settlement.why}.`);
  }
  for (const { address, id, why } of search.foreign())
    log(
      `${address} was never created: AWS refused it, because its name is taken by ${id}, which is not part of this life: ${why}.`,
    );
}

function objectsIn(state: StateFile | null): Set<string> {
  const managed = (state?.resources ?? []).filter(({ mode }) => mode === 'managed');
  return new Set(
    managed.flatMap(({ type, instances }) =>
      instances.map(({ attributes }) => objectKey(type, objectId(type, attributes))),
    ),
  );
}

function objectKey(type: string, id: string | null): string {
  return `${type} ${id ?? ''}`;
}
