import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import { fillDefaults } from '../domain/template/given-inputs';
import { type Inputs, Manifest } from '../domain/template/template';
import type { Files } from './files';

/** What of a manifest the defaults are in; whatever else a version said is not held against it any more. */
const Defaults = z.looseObject({ inputs: Manifest.shape.inputs });

/** The given inputs with the defaults of the bundle's own template.yaml; as they are where it has none that can be read. */
export function filledInputs(files: Files, folder: string, given: Inputs): Inputs {
  const bytes = files.get(`${folder}/template.yaml`);
  if (bytes === undefined) return given;
  const read = Defaults.safeParse(parseYaml(new TextDecoder().decode(bytes)));
  return read.success ? fillDefaults(read.data.inputs, given) : given;
}
