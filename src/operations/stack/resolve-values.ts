import type { Actor } from '../../domain/access/actor';
import { authorizeOn } from '../../domain/access/authorize';
import { inexactNumbers, writeExact } from '../../domain/base/exact-json';
import { invalid } from '../../domain/base/errors';
import { parseJsonRecord } from '../../domain/base/parse';
import { OutputsDocument } from '../../domain/environment/artifacts';
import type { Environment } from '../../domain/environment/environment';
import { keyOf } from '../../domain/stack/names';
import { parseReference, type Reference } from '../../domain/stack/reference';
import type { ResolvedComponent } from '../../domain/stack/resolved-stack';
import { schemaOfOutput } from '../../domain/template/fit/fit-reference';
import { outputMisfit } from '../../domain/template/fit/output-misfit';
import type { Catalog, Inputs, Manifest } from '../../domain/template/template';
import type { Deps } from '../ports/deps';
import { readEnvironment } from '../environment/environments';
import { putAt } from './put-at';

/** Whose values are read for a component: of which stack, and with whose rights. */
export interface Reading {
  stack: string;
  actor: Actor;
  catalog: Catalog;
}

/** The inputs of a component as they are now, and the lives that they are taken from. */
interface ResolvedValues {
  inputs: Inputs;
  producers: Environment[];
}

/** The inputs of a component with the values that its references give now, at its turn. */
export async function resolveValues(
  { inputs, references }: Pick<ResolvedComponent, 'inputs' | 'references'>,
  reading: Reading,
  deps: Pick<Deps, 'registry' | 'states'>,
): Promise<ResolvedValues> {
  const resolved = structuredClone<Inputs>(inputs);
  const producers: Environment[] = [];
  for (const { path, ref } of references) {
    const { value, producer } = await readValue(ref, reading, deps);
    putAt(resolved, path, value);
    producers.push(producer);
  }
  return { inputs: resolved, producers };
}

async function readValue(
  ref: string,
  reading: Reading,
  deps: Pick<Deps, 'registry' | 'states'>,
): Promise<{ value: unknown; producer: Environment }> {
  const reference = parseReference(ref);
  if (typeof reference === 'string') throw invalid(ref, reference);
  const producer = await readProducer(reference, reading, deps);
  const output = (await readOutputs(producer, ref, deps))[reference.output];
  if (!output) throw invalid(ref, `'${producer.name}' has no output ${reference.output}`);
  if (output.sensitive) throw invalid(ref, 'is sensitive; pass the ARN or the name of the secret instead');
  const schema = schemaOfOutput(outputsOf(producer, reading.catalog)[reference.output] ?? {});
  const misfit = output.misfit ?? (schema && outputMisfit(schema, output));
  if (misfit) throw invalid(ref, `does not match its schema: expected ${misfit.expected}, ${misfit.reason}`);
  return { value: exactly(ref, stepInto(output.value, reference, ref)), producer };
}

/** Of what is not of the same stack, whoever asked must be one who may operate it. */
async function readProducer(
  reference: Reference,
  { stack, actor }: Reading,
  deps: Pick<Deps, 'registry'>,
): Promise<Environment> {
  const isOwn = 'component' in reference && (reference.stack ?? stack) === stack;
  const name =
    'component' in reference ? keyOf(reference.stack ?? stack, reference.component) : reference.environment;
  const producer = await readEnvironment(name, deps);
  if (!isOwn) authorizeOn(actor, producer, { need: 'operate', what: 'use outputs of' });
  if (producer.status !== 'ready') throw invalid(name, `is ${producer.status}; it must be ready`);
  return producer;
}

async function readOutputs(
  producer: Environment,
  ref: string,
  { states }: Pick<Deps, 'states'>,
): Promise<OutputsDocument> {
  const shared = await states.shareOutputs(producer);
  if (shared === null) throw invalid(ref, `'${producer.name}' has no outputs yet`);
  if (!('text' in shared)) throw invalid(ref, `the outputs of '${producer.name}' are too large to be taken`);
  const what = `The outputs of '${producer.name}'`;
  return parseJsonRecord(OutputsDocument, new TextEncoder().encode(shared.text), what);
}

/** What the template of the producer says of its outputs, as it was applied. */
function outputsOf({ wanted, applied }: Environment, { templates }: Catalog): Manifest['outputs'] {
  const { name, bundle } = (applied ?? wanted).template;
  const versions = templates.find((one) => one.name === name)?.versions ?? [];
  return versions.find((one) => one.bundle === bundle)?.manifest.outputs ?? {};
}

/** One step into a value: a key of an object, or a position of a list. */
function stepInto(value: unknown, { step }: Reference, ref: string): unknown {
  if (step === undefined) return value;
  const isKey = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
  if (!isKey || (Array.isArray(value) && !/^\d+$/.test(step))) throw invalid(ref, `the value has no ${step}`);
  return (value as Record<string, unknown>)[step];
}

/** The value as JSON numbers hold it, or the refusal of one that they would change. */
function exactly(ref: string, value: unknown): unknown {
  const text = writeExact(value);
  const [inexact] = inexactNumbers(text);
  if (inexact) throw invalid(ref, inexact.message);
  return JSON.parse(text) as unknown;
}
