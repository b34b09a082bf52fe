import type { Actor } from '../../../domain/access/actor';
import { authorizeOn } from '../../../domain/access/authorize';
import { inexactNumbers, writeExact } from '../../../domain/base/exact-json';
import { invalid } from '../../../domain/base/errors';
import { parseJsonRecord } from '../../../domain/base/parse';
import type { Instant } from '../../../domain/base/time';
import { requireUsable } from '../../../domain/environment/decisions/use-environment';
import { OutputsDocument } from '../../../domain/environment/artifacts';
import type { Environment } from '../../../domain/environment/environment';
import {
  type NamedOutput,
  parseOutputReference,
  type OutputReference,
  type References,
} from '../../../domain/environment/uses/references';
import { fitReference, schemaOfOutput } from '../../../domain/template/fit/fit-reference';
import { outputMisfit } from '../../../domain/template/fit/output-misfit';
import type { Schema } from '../../../domain/template/json-schema';
import type { Catalog, Inputs, Manifest } from '../../../domain/template/template';
import { parseNeed, producersFor } from '../../../domain/template/template-needs';
import type { Deps } from '../../ports/deps';
import { readEnvironment } from '../environments';

type ReadingDeps = Pick<Deps, 'registry' | 'states'>;

/** What is asked: which inputs of a template are taken from outputs of others, by whom. */
export interface AskedReferences {
  references: Readonly<Record<string, string>>;
  /** What is given besides; an input is given once. */
  inputs: Inputs;
  manifest: Manifest;
  actor: Actor;
  catalog: Catalog;
  now: Instant;
}

/** The values that the references give now, where each was taken from, and the environments that gave them. */
export interface ResolvedReferences {
  values: Inputs;
  references: References;
  producers: Environment[];
}

/**
 * Reads the value of each output that an input is taken from, and holds it against the output's schema. Refused are outputs of others
 * than the caller's own and their teams', secrets, what does not fit the input, and what did not match after the apply.
 */
export async function resolveReferences(
  asked: AskedReferences,
  deps: ReadingDeps,
): Promise<ResolvedReferences> {
  const resolved: ResolvedReferences = { values: {}, references: {}, producers: [] };
  const reading = readingOnce(deps);
  for (const [input, text] of Object.entries(asked.references)) {
    const named = parseOutputReference(text);
    const at = `references.${input}`;
    const { properties } = asked.manifest.inputs;
    const schema = Object.hasOwn(properties, input) ? properties[input] : undefined;
    if (schema === undefined) throw invalid(at, 'is not an input of the template');
    if (Object.hasOwn(asked.inputs, input)) throw invalid(at, 'is also given a value in inputs');
    const producer = await reading.environment(named.environment);
    allowReference(producer, asked);
    refuseUnneeded(at, producer, asked.manifest);
    refuseMisfit({ at, named, producer, input: schema }, asked.catalog);
    const outputs = await reading.outputs(producer);
    if (typeof outputs === 'string') throw invalid(at, outputs);
    resolved.values[input] = valueOf({ at, named, producer }, outputs, asked.catalog);
    resolved.references[input] = referenceTo(producer, named);
    if (!resolved.producers.some(({ id }) => id === producer.id)) resolved.producers.push(producer);
  }
  return resolved;
}

/** Each environment and its outputs are read once, however many of them are taken. */
function readingOnce(deps: ReadingDeps) {
  return {
    environment: once((name: string) => readEnvironment(name, deps)),
    outputs: once((producer: Environment) => readOutputs(producer, deps)),
  };
}

function once<Key, Value>(read: (key: Key) => Promise<Value>): (key: Key) => Promise<Value> {
  const known = new Map<Key, Promise<Value>>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

function allowReference(producer: Environment, { actor, now }: AskedReferences): void {
  authorizeOn(actor, producer, { need: 'operate', what: 'use outputs of' });
  requireUsable(producer, producer.id, now);
}

/** Where the template says which versions of another it needs, no other version is taken. */
function refuseUnneeded(at: string, { name, wanted }: Environment, { needs = {} }: Manifest): void {
  const { name: template, version } = wanted.template;
  const same = Object.values(needs).filter((need) => parseNeed(need)?.template === template);
  if (same.length === 0 || same.some((need) => producersFor(need, [wanted]).length > 0)) return;
  throw invalid(at, `'${name}' is ${template} ${version}, but the template needs ${same.join(' or ')}`);
}

function referenceTo({ name, id }: Environment, { output, step }: NamedOutput): OutputReference {
  return { from: { name, id }, output, ...(step !== undefined && { step }) };
}

interface Named {
  at: string;
  named: NamedOutput;
  producer: Environment;
}

/** What the template of the producer says of its outputs, as it was applied; a trial is in no list, and says nothing. */
function outputsOf({ wanted, applied }: Environment, catalog: Catalog): Manifest['outputs'] | undefined {
  const { name, bundle } = (applied ?? wanted).template;
  const versions = catalog.templates.find((one) => one.name === name)?.versions ?? [];
  return versions.find((one) => one.bundle === bundle)?.manifest.outputs;
}

function refuseMisfit({ at, named, producer, input }: Named & { input: Schema }, catalog: Catalog): void {
  const outputs = outputsOf(producer, catalog);
  if (outputs === undefined) return;
  const { output, step } = named;
  const fit = fitReference({ manifest: { outputs }, output, step }, input);
  if (fit.result === 'refused') throw invalid(at, fit.why);
}

function valueOf({ at, named, producer }: Named, outputs: OutputsDocument, catalog: Catalog) {
  const { output, step, environment } = named;
  const found = Object.hasOwn(outputs, output) ? outputs[output] : undefined;
  if (found === undefined) throw invalid(at, `there is no output ${output} in '${environment}'`);
  if (found.sensitive)
    throw invalid(at, `${output} is sensitive; pass the ARN or the name of the secret instead`);
  const schema = schemaOfOutput(outputsOf(producer, catalog)?.[output] ?? {});
  const misfit = found.misfit ?? (schema && outputMisfit(schema, found));
  if (misfit)
    throw invalid(at, `${output} does not match its schema: expected ${misfit.expected}, ${misfit.reason}`);
  const value = step === undefined ? found.value : inside(found.value, step);
  if (value === undefined) throw invalid(at, `the value of ${output} has no ${step}`);
  const text = writeExact(value);
  const [inexact] = inexactNumbers(text);
  if (inexact) throw invalid(at, inexact.message);
  return JSON.parse(text) as Inputs[string];
}

/** The document of its outputs, or why there is none to take anything from. */
async function readOutputs(
  producer: Environment,
  { states }: ReadingDeps,
): Promise<OutputsDocument | string> {
  const shared = await states.shareOutputs(producer);
  if (shared === null) return `'${producer.name}' has no outputs yet`;
  if (!('text' in shared)) return `the outputs of '${producer.name}' are too large to be taken`;
  const what = `The outputs of '${producer.name}'`;
  return parseJsonRecord(OutputsDocument, new TextEncoder().encode(shared.text), what);
}

/** One step into a value: a key of an object, or a position of a list. */
function inside(value: OutputsDocument[string]['value'], step: string) {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string, typeof value>)[step];
}
