import { closest } from '../../domain/base/closest';
import { fillSet, wrongPlaces } from '../../domain/template/set-values';
import type { AddedInputs, TemplateFile } from '../../domain/template/template-file';
import type { Inputs } from '../../domain/template/template';
import { joinSchema } from './join-schema';
import { misfits } from './misfits';
import type { ModuleVariable } from './module-interface';
import type { Schema } from '../../domain/template/json-schema';

/** Supplied by the control plane where a module asks for it; nobody gives it. */
const reserved = 'leasehold';
/** The same of a template that can sleep. */
const reservedOfSleep = 'awake';

/** The inputs of a template as one closed JSON Schema, and what contradicts in it. */
export interface JoinedInputs {
  schema: Schema;
  wrong: string[];
}

/** Joins a module's variables with what a template.yaml adds; what the file sets is asked of nobody. */
export function joinInputs(
  all: readonly ModuleVariable[],
  added: AddedInputs,
  { set, sleep }: Pick<TemplateFile, 'set' | 'sleep'>,
): JoinedInputs {
  const variables = sleep ? all.filter(({ name }) => name !== reservedOfSleep || name in set) : all;
  const asked = variables.filter(({ name }) => name !== reserved && !Object.hasOwn(set, name));
  const wrong = [
    ...refusedNames(variables, added, set),
    ...wrongPlaces(set),
    ...refusedValues(variables, set),
    ...(sleep ? refusedSleep(all, set) : []),
  ];
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const variable of asked) {
    const property = joinVariable(variable, added, wrong);
    properties[variable.name] = property;
    if ((!variable.isOptional && !('default' in property)) || added.required.includes(variable.name))
      required.push(variable.name);
  }
  return { schema: { ...added, type: 'object', additionalProperties: false, required, properties }, wrong };
}

function refusedNames(variables: readonly ModuleVariable[], added: AddedInputs, set: Inputs): string[] {
  const names = variables.map(({ name }) => name).filter((name) => name !== reserved);
  const asked = [...Object.keys(added.properties), ...added.required];
  const unknown = [...new Set([...asked, ...Object.keys(set)])].filter((name) => !names.includes(name));
  const twice = [...new Set(asked)].filter((name) => Object.hasOwn(set, name));
  return unknown
    .map((name) => `${placeOf(name, set)} is not a variable of the module${meant(name, names)}`)
    .concat(twice.map((name) => `set.${name} is also in inputs; remove it from one of them`));
}

function placeOf(name: string, set: Inputs): string {
  return `${Object.hasOwn(set, name) ? 'set' : 'inputs'}.${name}`;
}

function meant(name: string, names: readonly string[]): string {
  if (name === reserved) return ': the control plane sets it';
  const one = closest(name, names);
  return one === undefined ? '' : ` (did you mean ${one}?)`;
}

/** Values of the types that those of every environment have. */
const anyEnvironment = {
  name: 'name',
  id: '01J0000000000000000000000A',
  tags: {},
  permissions_boundary: 'arn:aws:iam::123456789012:policy/boundary',
  permanent: false,
  awake: true,
};

/** What can sleep must learn whether it is to be awake. */
function refusedSleep(variables: readonly ModuleVariable[], set: Inputs): string[] {
  if (JSON.stringify(set).includes('${leasehold.awake}')) return [];
  const own = variables.find(({ name }) => name === reservedOfSleep);
  const missing =
    'sleep needs a variable awake of type bool in the module, or ${leasehold.awake} as a value in set';
  if (own === undefined || Object.hasOwn(set, reservedOfSleep)) return [missing];
  return misfits(own.schema, false).length > 0 || misfits(own.schema, 'text').length === 0
    ? [`sleep needs the variable awake to be of type bool (${own.path})`]
    : [];
}

/** The values that a file sets must be of the types that the variables have, and no secrets: everybody may read a bundle. */
function refusedValues(variables: readonly ModuleVariable[], set: Inputs): string[] {
  return variables.flatMap(({ name, schema, sensitive }) => {
    if (!Object.hasOwn(set, name)) return [];
    const value = fillSet({ value: set[name] ?? null }, anyEnvironment)['value'];
    if (sensitive && value !== null)
      return [`set.${name} is sensitive, and a bundle must not contain secrets`];
    return misfits(schema, value).map((reason) => `set.${name} does not fit its type: ${reason}`);
  });
}

function joinVariable(variable: ModuleVariable, added: AddedInputs, wrong: string[]): Schema {
  const { name, schema, description, preset, sensitive } = variable;
  const more: Schema & { sensitive?: boolean | undefined } = added.properties[name] ?? {};
  const at = `inputs.${name}`;
  const own = {
    ...schema,
    description: description ?? name,
    ...(preset !== undefined && { default: preset }),
    ...(sensitive && { sensitive }),
  };
  if (more.sensitive !== undefined && more.sensitive !== sensitive) wrong.push(otherSecret(at, sensitive));
  if (variable.isOptional && preset === undefined && 'default' in more)
    wrong.push(`${at} has a default; set it only in Terraform (${variable.path})`);
  const before = wrong.length;
  const { sensitive: _said, ...joined } = joinSchema(own, more, { at, wrong });
  const marked = { ...joined, ...(sensitive && { sensitive }) };
  // What must be given has no default, so nothing that Terraform has can be out of its bounds.
  const property = added.required.includes(name) ? without(marked, 'default') : marked;
  if (wrong.length === before) wrong.push(...unfitting(at, schema, property));
  return property;
}

function without(schema: Schema, keyword: string): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== keyword));
}

function otherSecret(at: string, sensitive: boolean): string {
  const name = at.replace('inputs.', 'the input ');
  return `${name} is sensitive only in ${sensitive ? 'its variable' : 'template.yaml'}; mark the variable as sensitive, or neither`;
}

/** Choices must be of the type, and the default within the bounds: else nobody could leave the input out. */
function unfitting(at: string, type: Schema, property: Schema): string[] {
  const choices = [property['enum'] ?? [], property['examples'] ?? []].flat(1) as unknown[];
  const foreign = choices.flatMap((choice) =>
    misfits(type, choice).map(
      (reason) => `${at} has ${JSON.stringify(choice)}, which does not match its type: ${reason}`,
    ),
  );
  if (!('default' in property) || foreign.length > 0) return foreign;
  return misfits(without(property, 'default'), property['default']).map(
    (reason) => `${at} has the default ${JSON.stringify(property['default'])}, which is not valid: ${reason}`,
  );
}
