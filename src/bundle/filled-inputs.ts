import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import { fillDefaults } from '../domain/template/given-inputs';
import { fillSet, type LeaseholdValues } from '../domain/template/set-values';
import { type Inputs, Manifest } from '../domain/template/template';
import type { Bundle } from './read-bundle';

/** What of an old bundle's manifest the defaults are in; whatever else a version said is not held against it any more. */
const Defaults = z.looseObject({ inputs: Manifest.shape.inputs });

/**
 * The given inputs with the bundle's own defaults, and what it sets whatever is given, for this environment. A bundle of before has
 * its defaults in template.yaml; where that cannot be read, the inputs are as they were given.
 */
export function filledInputs(
  bundle: Pick<Bundle, 'manifest' | 'files'>,
  given: Inputs,
  leasehold: LeaseholdValues,
): Inputs {
  const { inputs = inputsOfFile(bundle), set = {} } = bundle.manifest;
  return { ...(inputs === undefined ? given : fillDefaults(inputs, given)), ...fillSet(set, leasehold) };
}

function inputsOfFile({ files, manifest }: Pick<Bundle, 'manifest' | 'files'>) {
  const bytes = files.get(`templates/${manifest.template}/template.yaml`);
  if (bytes === undefined) return undefined;
  const read = Defaults.safeParse(parseYaml(new TextDecoder().decode(bytes)));
  return read.success ? read.data.inputs : undefined;
}
