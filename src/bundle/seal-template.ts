import { posix } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { DomainError } from '../domain/base/errors';
import { parseRecord } from '../domain/base/parse';
import type { RefusedTemplate } from '../domain/template/refused-template';
import type { Engine } from '../domain/template/engine';
import { schemaOfOutput } from '../domain/template/fit/fit-reference';
import type { Manifest, PackedBundle } from '../domain/template/template';
import { teamOf } from '../domain/template/template-name';
import { TemplateFile } from '../domain/template/template-file';
import type { Unfit } from '../tools/list-folder';
import { zipFiles } from './archive';
import { digestOf } from './digest';
import type { Files, RunnableFiles } from './files';
import { type JoinedManifest, joinManifest } from './interface/join-manifest';
import { lineInYaml } from './interface/line-in-yaml';
import { type Judged, unlisted } from './outside-calls';
import { unsupported } from './proof/certain-resources';
import { refusedSleep } from './proof/refused-sleep';
import type { ReadTemplate } from './proof/read-template';
import type { BundleManifest } from './read-bundle';
import { tooLarge, tooWordy, unfitIn } from './unbundled';

/** What a template must keep to where it is published. */
export interface PublicationRules {
  /** The engine that bundles are made for. */
  engine: Engine;
  /** What may run beside the providers, by names as `outsideCalls` has them; anything unless it is given. */
  programs?: readonly string[] | undefined;
  /** The services that some target offers as a whole, whatever is recorded of their types; `any` where no target is known. */
  services?: readonly string[] | 'any' | undefined;
  /** What lies among the files and is no file that a bundle can hold; nothing unless it is given. */
  unfit?: readonly Unfit[] | undefined;
}

/** A template by its name with its `template.yaml` and what was read in its files. */
export interface TemplateInHand {
  name: string;
  file: TemplateFile;
  read: ReadTemplate;
}

/** The bundle of a template, or every reason why it may not be published. */
export function sealTemplate(
  { name, file, read }: TemplateInHand,
  rules: PublicationRules,
): PackedBundle | RefusedTemplate {
  const folder = folderOfTemplate(name);
  const joined = joinedOf(file, read, `${folder}/template.yaml`);
  const reasons = refusalsOf({ ...read, outside: outsideOf(name, read) }, rules).concat(
    'wrong' in joined ? joined.wrong : tooWordy(joined.manifest),
    refusedSleep(file.sleep, read),
  );
  if ('wrong' in joined || read.module === undefined || reasons.length > 0) return { name, reasons };
  const { manifest } = joined;
  const { module, modules, records, root, types } = read;
  const about: BundleManifest = {
    template: name,
    version: manifest.version,
    engine: rules.engine,
    module,
    inputs: manifest.inputs,
    ...outputsOf(manifest),
    ...(Object.keys(file.set).length > 0 && { set: file.set }),
    ...(file.sleep && { sleep: file.sleep }),
    ...(root !== folder && { root: posix.relative(folder, root) }),
  };
  if (modules.length === 0) return sealed(read, about, { manifest, types });
  return sealed(read, { ...about, modules: records }, { manifest, types, modules });
}

/** The schemas of outputs, for the runs that hold values against them. */
function outputsOf({ outputs }: Manifest): Pick<BundleManifest, 'outputs'> {
  const said = Object.entries(outputs).flatMap(([name, one]) => {
    const schema = schemaOfOutput(one);
    return schema === undefined ? [] : [[name, schema] as const];
  });
  return said.length === 0 ? {} : { outputs: Object.fromEntries(said) };
}

/** Where the files of a template lie in its bundle. */
export function folderOfTemplate(name: string): string {
  return `templates/${name}`;
}

/** The `template.yaml` among files, the reason why it cannot be read, or undefined where there is none. */
export function readTemplateFile(
  files: Files,
  path: string,
): { file: TemplateFile } | { refusal: string } | undefined {
  const bytes = files.get(path);
  if (bytes === undefined) return undefined;
  try {
    return { file: parseRecord(TemplateFile, parseYaml(new TextDecoder().decode(bytes)), path) };
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error.message };
    // What is no YAML is refused by the parser's own words.
    return { refusal: `${path} cannot be read: ${(error as Error).message}` };
  }
}

function sealed(
  { files, executables }: RunnableFiles,
  about: BundleManifest,
  more: Pick<PackedBundle, 'manifest' | 'types' | 'modules'>,
): PackedBundle {
  const { template: name, version, engine } = about;
  const zip = zipFiles({ files, executables, name: 'bundle.json', about });
  return { name, version, bundle: digestOf(zip), engine, ...more, zip };
}

/** What is wrong with files that were not understood is said by them. */
function joinedOf(file: TemplateFile, read: ReadTemplate, path: string): JoinedManifest {
  if (read.interface === undefined) return { wrong: [] };
  const joined = joinManifest(file, read.interface);
  if (!('wrong' in joined)) return joined;
  const text = new TextDecoder().decode(read.files.get(path) ?? new Uint8Array());
  return { wrong: joined.wrong.map((reason) => `${placeOf(reason, path, text)}: ${reason}`) };
}

/** Reasons about outputs begin with their place in the file. */
function placeOf(reason: string, path: string, text: string): string {
  const [place = ''] = reason.split(' ');
  const line = place.startsWith('outputs.') ? lineInYaml(text, place.split('.')) : undefined;
  return line === undefined ? path : `${path}:${line}`;
}

/** Whoever publishes for a team chooses its providers too; those of the deployment's templates were chosen by whoever deploys. */
function outsideOf(name: string, { outside, chosen }: ReadTemplate): Judged[] {
  return teamOf(name) === undefined ? outside : outside.concat(chosen);
}

function refusalsOf(
  { refusals, outside, certain, files, folders }: ReadTemplate,
  { programs, services = [], unfit = [] }: PublicationRules,
): string[] {
  return refusals.concat(
    unfitIn(unfit, folders),
    tooLarge(files),
    services === 'any' ? [] : unsupported(certain, services),
    programs === undefined ? [] : unlisted(outside, programs),
  );
}
