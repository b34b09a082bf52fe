import type { Api } from '../../client/api';
import type { Manifest } from '../../domain/template/template';
import type { Candidate } from './candidate';

/** Addresses of the certificates that an environment makes. */
export async function readCertificates(api: Api, environment: string): Promise<Candidate[]> {
  const { certificates } = await api.listCertificates({ environment });
  const own = certificates.filter(({ madeIn }) => madeIn === undefined);
  return own.map(({ address: value, name: says }) => ({ value, says }));
}

/** What `idp why` explains: inputs, outputs, and what the present plan is about. */
export async function readThings(api: Api, name: string): Promise<Candidate[]> {
  const { template, plan, outputs } = await api.getEnvironment(name);
  const { manifest } = await api.getTemplate(template.name, template.version);
  const planned = plan ? (await api.getPlan(plan.run)).resources : [];
  const words = [
    'cost',
    ...Object.keys(manifest.inputs.properties),
    ...(outputs?.names ?? []),
    ...planned.map(({ address }) => address),
  ];
  return words.map((value) => ({ value }));
}

/** Runs of an environment. */
export async function readRuns(api: Api, name: string): Promise<Candidate[]> {
  const runs = await api.listRuns(name);
  return runs.map(({ id, kind, result }) => ({ value: id, says: `${kind}, ${result ?? 'active'}` }));
}

/** Names of the outputs of an environment. */
export async function readOutputs(api: Api, name: string): Promise<Candidate[]> {
  return namesOf(await api.getOutputs(name));
}

/** Names of the inputs that an environment was given. */
export async function readInputsSet(api: Api, name: string): Promise<Candidate[]> {
  return namesOf((await api.getEnvironment(name)).inputs);
}

/** Addresses that no state and no search accounts for. */
export async function readUnaccounted(api: Api, name: string): Promise<Candidate[]> {
  return ((await api.getEnvironment(name)).unaccounted ?? []).map((value) => ({ value }));
}

function namesOf(things: object): Candidate[] {
  return Object.keys(things).map((value) => ({ value }));
}

/** Inputs of a template: `key=`, and for each value that an input is limited to, both. */
export function inputsOf(properties: Manifest['inputs']['properties']): Candidate[] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    ['', ...valuesOf(schema)].map((value) => ({ value: `${key}=${value}`, says: schema.description })),
  );
}

/** The values that a schema limits an input to; none where it does not. */
export function valuesOf(schema: Record<string, unknown>): string[] {
  const limited = schema['enum'];
  if (Array.isArray(limited)) return limited.map(String);
  return schema['type'] === 'boolean' ? ['true', 'false'] : [];
}
