import { closest } from '../../domain/base/closest';
import { fitSchema } from '../../domain/template/fit/fit-schema';
import { knownFormats } from '../../domain/template/formats';
import { mapSchema, type Schema, whyNoSchema } from '../../domain/template/json-schema';
import type { AddedOutput } from '../../domain/template/template-file';
import { joinSchema } from './join-schema';
import type { ModuleOutput } from './module-interface';

type Added = Readonly<Record<string, AddedOutput>>;

/** The outputs of a module, with what a template.yaml says of their values. */
export function joinOutputs(outputs: readonly ModuleOutput[], added: Added) {
  return Object.fromEntries(
    outputs.map(({ name, description, sensitive }) => {
      const { description: words, type, schema } = added[name] ?? {};
      const more = { ...(type && { type }), ...(schema && { schema }) };
      return [name, { description: words ?? description ?? name, sensitive, ...more }];
    }),
  );
}

/** Why what a template.yaml says of outputs is refused: each reason begins with its place in the file. */
export function refusedOutputs(outputs: readonly ModuleOutput[], added: Added): string[] {
  const names = outputs.map(({ name }) => name);
  return Object.entries(added).flatMap(([name, one]) => {
    const own = outputs.find((output) => output.name === name);
    if (own === undefined) return [`outputs.${name} is not an output of the module${meant(name, names)}`];
    return [...otherSecret(own, one), ...refusedSchema(own, one)];
  });
}

function otherSecret(own: ModuleOutput, { sensitive }: AddedOutput): string[] {
  if (sensitive === undefined || sensitive === own.sensitive) return [];
  const where = own.sensitive ? 'the module' : 'template.yaml';
  return [
    `outputs.${own.name} is sensitive only in ${where}; mark the module's output as sensitive, or neither`,
  ];
}

function refusedSchema(own: ModuleOutput, { schema, type }: AddedOutput): string[] {
  const at = `outputs.${own.name}`;
  if (schema === undefined) return type === undefined ? [] : otherType(at, own, { type });
  if (type !== undefined) return [`${at} has type beside schema; write the type in the schema`];
  const wrong = [...new Set(eachOf(schema).flatMap((part) => refusedPart(`${at}.schema`, part)))];
  const why = whyNoSchema(schema);
  if (why !== undefined) wrong.push(`${at}.schema is not a valid JSON Schema: ${why}`);
  return wrong.length > 0 ? wrong : otherType(`${at}.schema`, own, schema);
}

/** A schema and every one within it. */
function eachOf(schema: Schema): Schema[] {
  const parts: Schema[] = [];
  mapSchema(schema, (one) => {
    parts.push(one);
    return one;
  });
  return parts;
}

/** A keyword that nobody knows, and a format that nobody checks, would promise what nothing keeps. */
function refusedPart(at: string, part: Schema): string[] {
  const wrong: string[] = [];
  joinSchema({}, part, { at, wrong });
  const { format } = part;
  if ('default' in part) wrong.push(`${at} has a default; the value of an output is what the module gives`);
  if (typeof format === 'string' && !knownFormats.includes(format))
    wrong.push(`${at} has format ${format}, which is not one of ${knownFormats.join(', ')}`);
  return wrong;
}

/** What the module's expression says for sure must be what the file says. */
function otherType(at: string, own: ModuleOutput, schema: Schema): string[] {
  if (own.schema === undefined) return [];
  const fit = fitSchema({ producer: own.schema, consumer: schema, what: `output.${own.name}` });
  if (fit.result !== 'refused') return [];
  const where = own.line === undefined ? own.path : `${own.path}:${own.line}`;
  return [`${at} contradicts the module (${where}): ${fit.why.replaceAll('the input', 'the schema')}`];
}

function meant(name: string, names: readonly string[]): string {
  const one = closest(name, names);
  return one === undefined ? '' : ` (did you mean ${one}?)`;
}
