import { closest } from '../base/closest';
import type { FieldIssue } from '../base/error-row';
import { DomainError, isDomainError } from '../base/errors';
import { parserOf, tryParse } from './json-schema';
import { hideInputs } from './sensitive-inputs';
import { type Inputs, type Manifest, parseInputs, type TemplateVersion } from './template';

type InputSchema = Manifest['inputs'];

/** What a change asks of the inputs: values to give, and names whose values are taken back. */
export interface AskedInputs {
  inputs?: Inputs | undefined;
  unset?: readonly string[] | undefined;
}

/** An environment's inputs as they were given, the names of those that are not shown, and the version they were given to. */
export interface GivenInputs {
  inputs: Inputs;
  sensitive?: readonly string[] | undefined;
  version: string;
}

/** The versions of a template that a change goes by: the one it goes to, and every published one. */
export interface ChangeVersions {
  to: TemplateVersion;
  published: readonly TemplateVersion[];
}

/** A change of inputs that the version takes. */
export interface ChangedInputs {
  /** What is given from now on, and only that. */
  given: Inputs;
  /** The same with the version's defaults. */
  filled: Inputs;
  /** Names of what was given before and what the version does not know. */
  dropped: string[];
  /** Names of the inputs that the version has, and the one before had not. */
  added: string[];
}

/**
 * What is given after a change: what was given before stays, without what is unset and without what the version does not know.
 * InvalidRequest names what is unknown, missing, or no longer fits the version.
 */
export function changeInputs(
  before: GivenInputs,
  asked: AskedInputs,
  versions: ChangeVersions,
): ChangedInputs {
  refuseUnset(before, asked, versions);
  const kept = without(before.inputs, asked.unset ?? []);
  const known = namesOf(versions.to);
  const dropped = Object.keys(kept).filter((name) => !known.includes(name));
  const given = { ...without(kept, dropped), ...asked.inputs };
  return {
    given,
    filled: fill({ before, asked, versions, given }),
    dropped,
    added: addedBy(before, versions),
  };
}

function refuseUnset(
  before: GivenInputs,
  { inputs = {}, unset = [] }: AskedInputs,
  versions: ChangeVersions,
): void {
  const { to, published } = versions;
  // An input that any version had may be unset again, so that a request that is sent twice is the same twice.
  const known = [...new Set([...namesOf(to), ...published.flatMap(namesOf), ...Object.keys(before.inputs)])];
  const issues = unset.flatMap((name, at) => {
    const message = name in inputs ? 'is also given a value in inputs' : unknownIn(to, name, known);
    return message === undefined ? [] : [{ field: `unset.${at}`, message: `${name} ${message}` }];
  });
  if (issues.length > 0) throw new DomainError('InvalidRequest', { issues });
}

function unknownIn(
  { name: template, version }: TemplateVersion,
  name: string,
  known: string[],
): string | undefined {
  if (known.includes(name)) return undefined;
  const meant = closest(name, known);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return `is not an input of ${template} ${version}${hint}`;
}

function addedBy({ version }: GivenInputs, { to, published }: ChangeVersions): string[] {
  const from = published.find((one) => one.version === version);
  if (from === undefined) return [];
  const had = namesOf(from);
  return namesOf(to).filter((name) => !had.includes(name));
}

interface Filling {
  before: GivenInputs;
  asked: AskedInputs;
  versions: ChangeVersions;
  given: Inputs;
}

function fill(filling: Filling): Inputs {
  try {
    return parseInputs(filling.versions.to.manifest, filling.given);
  } catch (error) {
    if (!isDomainError(error, 'InvalidRequest')) throw error;
    const issues = error.details.issues.map((issue) => explained(issue, filling));
    throw new DomainError('InvalidRequest', { issues }, { cause: error });
  }
}

/** What somebody gave to another version, or could not know of, is explained; what is asked for now is said as it is. */
function explained({ field, message }: FieldIssue, { before, asked, versions, given }: Filling): FieldIssue {
  const [, name = ''] = field.split('.');
  const { version, name: template } = versions.to;
  if (name in (asked.inputs ?? {})) return { field, message };
  if (name in given) {
    const value = JSON.stringify(hideInputs(given, before.sensitive)[name]);
    return {
      field,
      message: `${value} is not valid in ${template} ${version}: ${message}. Set a new value, or unset it`,
    };
  }
  if (!addedBy(before, versions).includes(name)) return { field, message };
  const { description } = versions.to.manifest.inputs.properties[name] ?? {};
  return { field, message: `${message}: it is new in ${template} ${version} (${description ?? name})` };
}

function namesOf({ manifest }: Pick<TemplateVersion, 'manifest'>): string[] {
  return Object.keys(manifest.inputs.properties);
}

function without(inputs: Inputs, names: readonly string[]): Inputs {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.includes(name)));
}

/**
 * The given inputs with the defaults of a version's schema, at every depth. It refuses nothing: what was accepted once is
 * worked with, however the rules are read today.
 */
export function fillDefaults(schema: InputSchema, given: Inputs): Inputs {
  const filled = Object.keys(schema.properties).flatMap((name) => {
    const value = filledValue(schema, name, given);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...given, ...Object.fromEntries(filled) };
}

function filledValue({ properties, required: _, ...rest }: InputSchema, name: string, given: Inputs) {
  const one = { ...rest, properties: { [name]: properties[name] } };
  const asked = name in given ? { [name]: given[name] } : {};
  const parsed = tryParse(parserOf(one), asked);
  return parsed.success ? (parsed.data as Inputs)[name] : given[name];
}
