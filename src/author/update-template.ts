import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOfTemplate, readTemplateFile } from '../bundle/seal-template';
import { CliError } from '../client/errors';
import type { WholeModule } from '../domain/template/template-file';
import type { AuthorTools } from './author-tools';
import { findGit, runGit } from './git/git';
import { scaffoldFile } from './read-template-folder';
import { draftScaffold, type ScaffoldOf } from './scaffold';

/** What became of a `template.yaml`: as it was, merged, or merged with places that a person must decide. */
export interface UpdatedTemplate {
  file: string;
  isChanged: boolean;
  conflicts: number;
}

/** The three texts of a merge: as it is edited, as it was drafted then, and as it is drafted now. */
interface Texts {
  ours: string;
  base: string;
  theirs: string;
}

/**
 * Merges into a `template.yaml` what `init` would write now and did not then: the module's new variables, another version of it. What
 * was edited stays; where both changed the same lines, both stand between markers, as in Git.
 */
export async function updateTemplate(of: ScaffoldOf, tools: AuthorTools): Promise<UpdatedTemplate> {
  const { folder } = of;
  const file = join(folder, 'template.yaml');
  const ours = await readText(file, `'idp template init ${folder}' writes one.`);
  const base = await readText(
    join(folder, scaffoldFile),
    `Put the template.yaml there as 'idp template init' wrote it, such as from the history of Git.`,
  );
  refuseConflicts(file, ours);
  const module = of.module ?? moduleOf(file, ours);
  const { text: theirs } = await draftScaffold(
    { folder, module, schema: schemaIn(base) ?? of.schema },
    tools,
  );
  const { text, conflicts } =
    theirs === base ? { text: ours, conflicts: 0 } : await merge({ ours, base, theirs });
  // The scaffold last: merging again what was merged changes nothing, and a lost change would not come back.
  if (text !== ours) await replace(file, text);
  if (theirs !== base) await replace(join(folder, scaffoldFile), theirs);
  return { file, isChanged: text !== ours, conflicts };
}

async function readText(file: string, hint: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError('invalid', `${file} cannot be read.`, { cause, hints: [hint] });
  });
}

function refuseConflicts(file: string, text: string): void {
  if (/^(<{7}|>{7}) /m.test(text))
    throw new CliError('conflict', `${file} has conflicts of an earlier update.`, {
      hints: ['Decide each place between <<<<<<< and >>>>>>>, and run the command again.'],
    });
}

function moduleOf(file: string, text: string): WholeModule | undefined {
  const path = `${folderOfTemplate('this')}/template.yaml`;
  const found = readTemplateFile(new Map([[path, new TextEncoder().encode(text)]]), path);
  if (found !== undefined && 'file' in found) return found.file.module;
  throw new CliError('invalid', (found?.refusal ?? 'it is empty').replace(path, file));
}

function schemaIn(base: string): string | undefined {
  return /^# yaml-language-server: \$schema=(\S+)$/m.exec(base)?.[1];
}

async function merge({ ours, base, theirs }: Texts): Promise<{ text: string; conflicts: number }> {
  const git = findGit('it merges the changes of both');
  const folder = await mkdtemp(join(tmpdir(), 'leasehold-merge-'));
  try {
    const files = ['ours', 'base', 'theirs'].map((name) => join(folder, name));
    const [merged = '', before = '', now = ''] = files;
    await Promise.all([writeFile(merged, ours), writeFile(before, base), writeFile(now, theirs)]);
    const labels = ['-L', 'template.yaml', '-L', 'the scaffold before', '-L', 'the scaffold now'];
    const { code, errors } = await runGit(git, ['merge-file', '--quiet', ...labels, ...files], { folder });
    if (code === null || code > 127)
      throw new CliError(
        'broken',
        `Git could not merge template.yaml: ${errors.trim() || 'it said nothing'}`,
      );
    return { text: await readFile(merged, 'utf8'), conflicts: code };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whoever reads the file meanwhile reads all of the one or all of the other. */
async function replace(file: string, text: string): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  await writeFile(draft, text);
  await rename(draft, file);
}
