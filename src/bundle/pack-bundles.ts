import type { Packing, RefusedTemplate } from '../domain/template/refused-template';
import type { PackedBundle } from '../domain/template/template';
import type { Files } from './files';
import { keepNothing } from './proof/keep-by-digest';
import type { Prover } from './proof/prove-bundle';
import { provenBy } from './proof/proven-by';
import { readTemplate, type Readings } from './proof/read-template';
import { folderOfTemplate, type PublicationRules, readTemplateFile, sealTemplate } from './seal-template';
import { unfitIn, unfitTemplates } from './unbundled';
import type { ModuleFetcher } from './vendor/fetch-modules';

/** The folder that holds `templates/` and `modules/`, and what its templates must keep to. */
export interface PackInput extends PublicationRules {
  files: Files;
  /** Those of the files that may be run; none unless it is given. */
  executables?: ReadonlySet<string> | undefined;
  /** What proves each bundle; nothing beyond what is read unless it is given. */
  prove?: Prover | undefined;
  /** What fetches modules from elsewhere; a template that calls one is refused unless it is given. */
  fetch?: ModuleFetcher | undefined;
  /** How what was read is kept; each time it is read anew unless it is given. */
  readings?: Readings | undefined;
}

/**
 * Every template of a folder as a bundle, by name; the same files give the same bytes. One that is refused holds up no other:
 * its manifest is invalid, Terraform could not read a file, a module is missing, or something runs beside the providers that is
 * not listed.
 */
export async function packBundles(input: PackInput): Promise<Packing> {
  const packing: Packing = { packed: [], refused: [], unproven: [] };
  for (const name of templateNames(input)) {
    const result = await packTemplate(name, input);
    if ('zip' in result) packing.packed.push(result);
    else packing.refused.push(result);
  }
  return input.prove === undefined ? packing : provenBy(input.prove, packing);
}

/** One template of a folder as a bundle, or why it may not be published; Terraform was not asked. */
export async function packTemplate(name: string, input: PackInput): Promise<PackedBundle | RefusedTemplate> {
  const { unfit = [], executables = new Set(), readings = { keep: keepNothing, rules: '' } } = input;
  const { files, fetch } = input;
  const folder = folderOfTemplate(name);
  const found = readTemplateFile(files, `${folder}/template.yaml`);
  if (found === undefined) return { name, reasons: unfitIn(unfit, [folder]) };
  if ('refusal' in found) return { name, reasons: [found.refusal] };
  const { file } = found;
  const reading = { ...readings, fetch, module: file.module };
  return sealTemplate(
    { name, file, read: await readTemplate({ files, executables }, folder, reading) },
    input,
  );
}

function templateNames({ files, unfit = [] }: PackInput): string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names.concat(unfitTemplates(unfit)))].sort();
}
