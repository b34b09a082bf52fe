import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, usage } from '../../../client/errors';
import { exitCodes, success } from '../../../client/exit-codes';
import { readPresets } from '../../../client/stacks/presets/presets';
import { readFiles } from '../../../client/stacks/read-folder';
import { readLayers, type SourceFile } from '../../../client/stacks/read-layers';
import { sortProblems, type StackProblem } from '../../../domain/stack/place';
import { askedIn, type Drafts, draftStacks } from '../../../domain/stack/resolve-stacks';
import { splitTemplate, TemplateText } from '../../../domain/stack/stack-file';
import { problemsBrought } from '../../../domain/stack/try-versions';
import {
  editText,
  type RangeEdit,
  rangeEdits,
  type WantedVersion,
} from '../../../domain/stack/upgrades/range-edits';
import type { Context } from '../../context';
import { findFolder } from '../find-folder';
import { linesOf, placeIn } from '../open-stacks';
import { openTemplates } from '../open-templates';
import type { StackOptions } from '../stack-options';
import { type ReadVersions, readVersions } from './read-versions';

/** `idp stacks upgrade`: writes wider ranges where the files say them, layer by layer; only where nothing becomes wrong by it. */
export async function upgradeStacks(
  context: Context,
  options: StackOptions,
  what: string | undefined,
): Promise<number> {
  const asked = what === undefined ? undefined : readAsked(what);
  if ((asked === undefined) === (options.all !== true))
    throw usage("Name a template: 'idp stacks upgrade vpc' or 'vpc@^2.1'; or all of them with --all.");
  const read = await readVersions(context, options, asked ? [asked] : []);
  const [, , stack] = options.words;
  const rows = read.rows.filter((row) => stack === undefined || row.stack === stack);
  const all = rangeEdits(rows, wantedOf(read, asked));
  const layer = layerIn(options);
  const edits = all.filter((edit) => layer === undefined || edit.layer === layer);
  const { path } = findFolder(context.world.cwd, options.folder);
  const texts = await editedTexts(path, edits);
  const problems = await problemsOf(context, { path, texts, drafts: read.drafts }, options);
  const isDry = options.dryRun === true;
  if (!isDry && problems.length === 0) await writeTexts(path, texts);
  show(context, { edits, left: all.length - edits.length, problems, isDry, read });
  return problems.length === 0 ? success : exitCodes.invalid;
}

function readAsked(text: string): { name: string; range?: string | undefined } {
  const misfit = TemplateText.safeParse(text).error?.issues[0]?.message;
  if (misfit !== undefined) throw usage(`${misfit}.`);
  return splitTemplate(text);
}

/** To the newest of what is asked for, or each template to its newest. */
function wantedOf(
  { rows, find }: ReadVersions,
  asked: { name: string; range?: string | undefined } | undefined,
): WantedVersion[] {
  const names = asked ? [asked.name] : [...new Set(rows.map(({ template }) => template))];
  return names.flatMap((template) => {
    const found = find({ name: template, range: asked?.range });
    if (typeof found === 'object') return [{ template, version: found.version, range: asked?.range }];
    if (asked) throw new CliError('not-found', found ?? `The template '${template}' could not be read.`);
    return [];
  });
}

function layerIn({ layer }: StackOptions): number | undefined {
  if (layer === undefined) return undefined;
  if (/^[1-9]\d*$/.test(layer)) return Number(layer);
  throw usage(`--layer: '${layer}' is not the number of a layer. 'idp stacks versions' shows them.`);
}

/** The files that change, as they are to be. */
async function editedTexts(path: string, edits: readonly RangeEdit[]): Promise<Map<string, string>> {
  const files = [...new Set(edits.map(({ file }) => file))];
  const texts = await Promise.all(files.map((file) => readFile(join(path, file), 'utf8')));
  return new Map(
    files.map((file, index) => {
      const own = edits.filter((edit) => edit.file === file);
      const edited = editText(texts[index] ?? '', own);
      if ('text' in edited) return [file, edited.text];
      const { line, from, to } = edited.stale;
      throw new CliError(
        'conflict',
        `${file}:${line} does not say ${from} as it was read; write ${to} there.`,
      );
    }),
  );
}

/** What the folder is when these texts are written into it. */
interface Changed {
  path: string;
  texts: ReadonlyMap<string, string>;
  drafts: Drafts;
}

async function problemsOf(
  context: Context,
  { path, texts, drafts }: Changed,
  { templates }: StackOptions,
): Promise<StackProblem[]> {
  const files = (await readFiles(path)).map((one) => withText(one, texts.get(one.file)));
  const then = draftStacks(readLayers(files), readPresets());
  const { find } = await openTemplates(context, [...askedIn(drafts), ...askedIn(then)], templates);
  return sortProblems(problemsBrought(drafts, then, find));
}

function withText(source: SourceFile, text: string | undefined): SourceFile {
  if (text === undefined) return source;
  const bytes = Buffer.from(text);
  return { file: source.file, bytes, digest: createHash('sha256').update(bytes).digest('hex') };
}

async function writeTexts(path: string, texts: ReadonlyMap<string, string>): Promise<void> {
  for (const [file, text] of texts) await writeFile(join(path, file), text);
}

interface Upgraded {
  edits: readonly RangeEdit[];
  /** How many edits are of other layers. */
  left: number;
  problems: readonly StackProblem[];
  isDry: boolean;
  read: ReadVersions;
}

function show({ screen }: Context, { edits, left, problems, isDry, read }: Upgraded): void {
  const isWritten = !isDry && problems.length === 0;
  screen.warn(...read.missing);
  const document = { written: isWritten, edits, problems };
  screen.show(document, () => [
    ...layersOf(edits).flatMap(([layer, some]) => [
      `Layer ${layer}:`,
      ...some.map((edit) => `  ${editLine(edit, read.shown)}`),
    ]),
    ...(edits.length === 0 ? ['No range changes.'] : [endOf(isWritten, isDry)]),
    ...(left > 0 ? [`${left} more in other layers.`] : []),
    ...(problems.length > 0
      ? ['To fix first:', ...linesOf(problems, read.shown).map((line) => `  ${line}`)]
      : []),
  ]);
}

function layersOf(edits: readonly RangeEdit[]): [number, RangeEdit[]][] {
  const layers = [...new Set(edits.map(({ layer }) => layer))].sort((a, b) => a - b);
  return layers.map((layer) => [layer, edits.filter((edit) => edit.layer === layer)]);
}

function editLine({ template, from, to, components, ...place }: RangeEdit, shown: string): string {
  return `${placeIn(place, shown)}  ${template}@${from} → ${to}  (${components.join(', ')})`;
}

function endOf(isWritten: boolean, isDry: boolean): string {
  if (isWritten)
    return "Written. 'idp stacks plan <stack>' shows what it changes, 'idp stacks apply <stack>' brings it.";
  return isDry ? 'Nothing was written, because of --dry-run.' : 'Nothing was written.';
}
