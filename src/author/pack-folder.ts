import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockFileName } from '../bundle/proof/locked-providers';
import { keepNothing } from '../bundle/proof/keep-by-digest';
import { proverWith } from '../bundle/proof/prove-bundle';
import { readTemplate, type ReadTemplate } from '../bundle/proof/read-template';
import { folderOfTemplate, readTemplateFile, sealTemplate } from '../bundle/seal-template';
import { derivedAmong, derivedSentence, needsSourceOf } from '../domain/resources/derived/needs-source';
import { isPriced } from '../domain/resources/types';
import type { PublishingRules } from '../domain/template/publishing';
import type { PackedBundle } from '../domain/template/template';
import type { WholeModule } from '../domain/template/template-file';
import type { AuthorTools } from './author-tools';
import { lockProviders } from './lock-providers';
import { readTemplateFolder, type TemplateFolder } from './read-template-folder';

/** A folder as the version of a template that it would be published as, and under which rules. */
export interface FolderToPack {
  folder: string;
  /** With the team: `shop/vpc`. */
  name: string;
  rules: PublishingRules;
  /** Whether nothing may be written into it, as it is what a commit has. */
  isFixed?: boolean;
}

/** A bundle that may be published, and what its publisher should know; or every reason why it may not be. */
export type PackedFolder = { bundle: PackedBundle; notes: string[] } | { reasons: string[] };

const readings = { keep: keepNothing, rules: '' };

/** Reads and packs a folder as publication does, writes the lock file that it lacks, and lets Terraform prove it where its providers are at hand. */
export async function packFolder(wanted: FolderToPack, tools: AuthorTools): Promise<PackedFolder> {
  const { folder, name, rules } = wanted;
  const own = await readTemplateFolder(folder, name);
  const found = readTemplateFile(own.files, `${folderOfTemplate(name)}/template.yaml`);
  if (found === undefined)
    return { reasons: [`${folder} has no template.yaml; 'idp template init ${folder}' writes one`] };
  if ('refusal' in found) return refused([found.refusal], name);
  const { file } = found;
  const read = await readOwn({ own, name, module: file.module }, tools);
  if (isUnlocked(read) && wanted.isFixed)
    return { reasons: [`it has no ${lockFileName}; commit the one that 'idp template check' writes`] };
  if (isUnlocked(read)) return packLocked(read, wanted, tools);
  const sealed = sealTemplate({ name, file, read }, { ...rules, unfit: own.unfit });
  if ('reasons' in sealed) return refused(sealed.reasons, name);
  const verdict = await prove(sealed, tools);
  if ('refusals' in verdict && verdict.refusals.length > 0) return refused(verdict.refusals, name);
  return { bundle: sealed, notes: notesOf(sealed, rules, verdict) };
}

/** Packs a folder once it has the lock file that it lacks; the builds' platform must be among those that it is for. */
async function packLocked(
  read: ReadTemplate,
  wanted: FolderToPack,
  tools: AuthorTools,
): Promise<PackedFolder> {
  const { folder, rules } = wanted;
  const { text, platforms, missing } = await lockProviders(read, tools);
  const reasons = missing.map(
    ({ platform, reason }) => `its providers are not locked for ${platform}: ${reason}`,
  );
  if (!platforms.includes(rules.platform)) return { reasons };
  await writeFile(join(folder, lockFileName), text, { flag: 'wx' });
  const packed = await packFolder(wanted, tools);
  const note = `Wrote ${lockFileName}, for ${platforms.join(', ')}.`;
  return 'bundle' in packed ? { ...packed, notes: [note, ...reasons, ...packed.notes] } : packed;
}

function refused(reasons: readonly string[], name: string): PackedFolder {
  return { reasons: reasons.map((reason) => plain(reason, name)) };
}

/** What lies in the folder of a template, with the modules that it calls. */
export function readOwn(
  { own, name, module }: { own: TemplateFolder; name: string; module: WholeModule | undefined },
  { fetch }: AuthorTools,
): Promise<ReadTemplate> {
  return readTemplate(own, folderOfTemplate(name), { ...readings, fetch, module });
}

function prove(bundle: PackedBundle, { terraform, mirror, platform }: AuthorTools) {
  if (mirror === undefined)
    return { unproven: 'this machine has no provider mirror, so Terraform did not validate it' };
  return proverWith({ terraform, providers: mirror, platform }, readings)(bundle);
}

/** What may be wanted of a person before or after a plan: types that only a target which offers their service takes. */
function notesOf(
  { types = [] }: PackedBundle,
  { services }: PublishingRules,
  verdict: { unproven: string } | { refusals: string[] },
): string[] {
  const aws = types.filter((type) => type.startsWith('aws_'));
  const unknown = aws.filter((type) => needsSourceOf(type) === 'unknown');
  const derived = derivedAmong(aws);
  const unpriced = aws.filter((type) => !isPriced(type));
  return [
    ...('unproven' in verdict ? [`Not validated by Terraform: ${verdict.unproven}.`] : []),
    ...(unknown.length > 0
      ? [
          `No IAM actions are recorded or derived for ${unknown.join(', ')}; a plan that contains one is refused unless its target offers the service as a whole${services.length > 0 ? ` (here: ${services.join(', ')})` : ''}.`,
        ]
      : []),
    ...(derived.length > 0 ? [derivedSentence(derived)] : []),
    ...(unpriced.length > 0
      ? [`No price is recorded for ${unpriced.join(', ')}; they are not estimated.`]
      : []),
  ];
}

/** The author knows the folder, not where its files lie in a bundle. */
function plain(reason: string, name: string): string {
  return reason
    .replaceAll(`${folderOfTemplate(name)}/`, '')
    .replaceAll(folderOfTemplate(name), 'the template');
}

/** Whether a template that was read has no lock file, and needs one. */
export function isUnlocked({ files, root, refusals }: ReadTemplate): boolean {
  return !files.has(`${root}/${lockFileName}`) && refusals.some((one) => one.includes(lockFileName));
}
