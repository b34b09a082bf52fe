import { posix } from 'node:path';
import { RunFailure } from '../domain/environment/run-failure';
import { DomainError } from '../domain/base/errors';
import type { RefusedTemplate } from '../domain/template/refused-template';
import type { PackedBundle } from '../domain/template/template';
import type { BundledModule } from '../domain/template/vendored-module';
import type { CallsOf } from './bundled-files';
import { digestOf } from './digest';
import { vendoredFolder } from './files';
import { keepNothing } from './proof/keep-by-digest';
import { readLaid, type ReadTemplate } from './proof/read-template';
import { type Bundle, fetchBundle, rootOf } from './read-bundle';
import { folderOfTemplate, type PublicationRules, readTemplateFile, sealTemplate } from './seal-template';
import { isElsewhere, laidIn, rootRecord, type WithModules } from './vendor/lay-modules';

export { isParserBroken } from './hcl/parser';

/**
 * Reads a bundle that somebody packed as publication reads a folder, and makes the bundle anew: nothing that it says of itself is
 * taken over but where its modules lie, and all of those files are judged.
 */
export async function judgeBundle(
  name: string,
  zip: Uint8Array,
  rules: PublicationRules,
): Promise<PackedBundle | RefusedTemplate> {
  const bundle = await opened(zip);
  if (typeof bundle === 'string') return { name, reasons: [bundle] };
  const { template } = bundle.manifest;
  if (template !== name) return { name, reasons: [`the bundle is one of ${template}; pack it as ${name}`] };
  const folder = folderOfTemplate(name);
  const found = readTemplateFile(bundle.files, `${folder}/template.yaml`);
  if (found === undefined) return { name, reasons: [`the bundle has no ${folder}/template.yaml`] };
  if ('refusal' in found) return { name, reasons: [found.refusal] };
  const root = posix.normalize(rootOf(bundle.manifest));
  const records = bundle.manifest.modules ?? [];
  const forged = records.find((one) => !isHonest(one, records, { folder, root }));
  if (forged !== undefined)
    return {
      name,
      reasons: [
        `its record of the module '${forged.key}' leads to ${forged.folder}, which is not its folder`,
      ],
    };
  const whole = found.file.module && rootRecord(found.file.module);
  const read = await readOrRefuse(laidIn(bundle, root, { records, whole }), folder);
  if (typeof read === 'string') return { name, reasons: [read] };
  return sealTemplate({ name, file: found.file, read }, rules);
}

/** What was read, or why the files cannot be understood. */
async function readOrRefuse(laid: WithModules, folder: string): Promise<ReadTemplate | string> {
  const reading = { keep: keepNothing, rules: '', callsOf: findCalls };
  return readLaid(laid, folder, reading).catch((error: unknown) => {
    if (error instanceof RunFailure) return error.message;
    throw error;
  });
}

const findCalls: CallsOf = (_own, find) => find();

/**
 * Whether a record leads where the module of its call lies: Terraform believes it, so it must be what Terraform itself would have
 * written. One from elsewhere lies with the others, any other where its source says.
 */
function isHonest(
  { key, source, folder: to }: BundledModule,
  records: readonly BundledModule[],
  { folder, root }: { folder: string; root: string },
): boolean {
  const place = posix.join(root, to);
  if (posix.isAbsolute(to) || key === '') return false;
  if (isElsewhere(source)) return place.startsWith(`${folder}/${vendoredFolder}/`);
  const caller = records.find((one) => one.key === key.slice(0, Math.max(0, key.lastIndexOf('.'))));
  const from = key.includes('.') ? caller?.folder : '.';
  return from !== undefined && place === posix.join(root, from, source).replace(/\/$/, '');
}

/** The bundle, or why its bytes are none. */
async function opened(zip: Uint8Array): Promise<Bundle | string> {
  try {
    return await fetchBundle(() => Promise.resolve(zip), digestOf(zip));
  } catch (error) {
    if (error instanceof RunFailure || error instanceof DomainError) return error.message;
    return `the upload is not a zip archive: ${(error as Error).message}`;
  }
}
