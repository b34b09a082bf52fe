import { posix } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { DomainError } from '../domain/base/errors';
import { parseRecord } from '../domain/base/parse';
import type { Packing, RefusedTemplate } from '../domain/template/refused-template';
import type { Engine, PackedBundle } from '../domain/template/template';
import { TemplateFile } from '../domain/template/template-file';
import type { Unfit } from '../tools/list-folder';
import { zipFiles } from './archive';
import { digestOf } from './digest';
import type { Files, RunnableFiles } from './files';
import { type JoinedManifest, joinManifest } from './interface/join-manifest';
import { unlisted } from './outside-calls';
import { keepNothing } from './proof/keep-by-digest';
import { unsupported } from './proof/certain-resources';
import type { Prover } from './proof/prove-bundle';
import { provenBy } from './proof/proven-by';
import { readTemplate, type Readings, type ReadTemplate } from './proof/read-template';
import type { BundleManifest } from './read-bundle';
import { tooLarge, unfitIn, unfitTemplates } from './unbundled';
import type { ModuleFetcher } from './vendor/fetch-modules';

/** The folder that holds `templates/` and `modules/`, and the engine that its templates are made for. */
export interface PackInput {
  files: Files;
  /** Those of the files that may be run; none unless it is given. */
  executables?: ReadonlySet<string> | undefined;
  /** What lies among them and is no file that a bundle can hold; nothing unless it is given. */
  unfit?: readonly Unfit[] | undefined;
  engine: Engine;
  /** What may run beside the providers, by names as `outsideCalls` has them; anything unless it is given. */
  programs?: readonly string[] | undefined;
  /** The services that some target offers as a whole, whatever is recorded of their types. */
  services?: readonly string[] | undefined;
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

async function packTemplate(name: string, input: PackInput): Promise<PackedBundle | RefusedTemplate> {
  const { unfit = [], executables = new Set(), readings = { keep: keepNothing, rules: '' } } = input;
  const { files, engine, fetch } = input;
  const folder = `templates/${name}`;
  const file = readTemplateFile(files, `${folder}/template.yaml`);
  if (file === undefined) return { name, reasons: unfitIn(unfit, [folder]) };
  if ('refusal' in file) return { name, reasons: [file.refusal] };
  const reading = { ...readings, fetch, module: file.module };
  const read = await readTemplate({ files, executables }, folder, reading);
  const joined = joinedOf(file, read, `${folder}/template.yaml`);
  const reasons = refusalsOf(read, input).concat('wrong' in joined ? joined.wrong : []);
  if ('wrong' in joined || read.module === undefined || reasons.length > 0) return { name, reasons };
  const { manifest } = joined;
  const { version, inputs } = manifest;
  const { module, modules, records, root } = read;
  const about: BundleManifest = {
    template: name,
    version,
    engine,
    module,
    inputs,
    ...(Object.keys(file.set).length > 0 && { set: file.set }),
    ...(root !== folder && { root: posix.relative(folder, root) }),
  };
  if (modules.length === 0) return sealed(read, about, { manifest });
  return sealed(read, { ...about, modules: records }, { manifest, modules });
}

function sealed(
  { files, executables }: RunnableFiles,
  about: BundleManifest,
  more: Pick<PackedBundle, 'manifest' | 'modules'>,
): PackedBundle {
  const { template: name, version, engine } = about;
  const zip = zipFiles({ files, executables, name: 'bundle.json', about });
  return { name, version, bundle: digestOf(zip), engine, ...more, zip };
}

/** What is wrong with files that were not understood is said by them. */
function joinedOf(file: TemplateFile, read: ReadTemplate, path: string): JoinedManifest {
  if (read.interface === undefined) return { wrong: [] };
  const joined = joinManifest(file, read.interface);
  return 'wrong' in joined ? { wrong: joined.wrong.map((reason) => `${path}: ${reason}`) } : joined;
}

function refusalsOf(
  { refusals, outside, certain, files, folders }: ReadTemplate,
  { programs, services = [], unfit = [] }: PackInput,
): string[] {
  return refusals.concat(
    unfitIn(unfit, folders),
    tooLarge(files),
    unsupported(certain, services),
    programs === undefined ? [] : unlisted(outside, programs),
  );
}

function templateNames({ files, unfit = [] }: PackInput): string[] {
  const names = [...files.keys()].flatMap(
    (path) => /^templates\/([^/]+)\/template\.yaml$/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names.concat(unfitTemplates(unfit)))].sort();
}

function readTemplateFile(files: Files, path: string): TemplateFile | { refusal: string } | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) return undefined;
  try {
    return parseRecord(TemplateFile, parseYaml(new TextDecoder().decode(bytes)), path);
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error.message };
    // What is no YAML is refused by the parser's own words.
    return { refusal: `${path} cannot be read: ${(error as Error).message}` };
  }
}
