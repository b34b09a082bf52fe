import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError } from '../../../client/errors';
import { exitCodes, success } from '../../../client/exit-codes';
import { writeNewStack } from '../../../client/stacks/write-new-stack';
import { type NewStack, withInput } from '../../../domain/stack/new/new-stack';
import {
  connectedNetworks,
  proposeNetworks,
  type ProposedNetwork,
} from '../../../domain/stack/new/propose-networks';
import { StackName } from '../../../domain/stack/names';
import type { Context } from '../../context';
import { isYes } from '../../prompt';
import { findFolder, shownFile } from '../find-folder';
import { invalidStacks, linesOf } from '../open-stacks';
import type { StackOptions } from '../stack-options';
import { type CheckedStack, checkNewStack, readSurroundings, type Surroundings } from './check-new-stack';
import { stackOfFlags, withInputsOfFlags } from './read-flags';

/** A new stack before it is written: its file, and what `validate` says of it. */
interface Drafted {
  stack: NewStack;
  text: string;
  checked: CheckedStack;
  proposed: ProposedNetwork[];
}

/** `idp stacks new`: a stack by flags or by answers, shown and checked first; written only where there is nothing wrong in it. */
export async function newStack(context: Context, options: StackOptions, name: string): Promise<number> {
  const misfit = StackName.safeParse(name).error?.issues[0]?.message;
  if (misfit !== undefined) throw new CliError('invalid', `'${name}' ${misfit}.`);
  const { path, shown } = folderOf(context.world.cwd, options);
  const file = options.file ?? `${name}.yaml`;
  refuseTaken(join(path, file), shownFile(shown, file));
  const around = await readSurroundings(context, { path, templates: options.templates });
  const isGuided = mayAsk(context, options);
  const given = stackOfFlags(name, options);
  const asked = isGuided ? await guided(context, { given, around, file }) : given;
  const drafted = await draft(context, { stack: asked, around, file, options });
  return finish(context, drafted, { path, shown, file, isGuided, isDry: options.dryRun === true });
}

/** Where there is no folder of stacks yet, it is `stacks`. */
function folderOf(cwd: string, { folder }: StackOptions): { path: string; shown: string } {
  const found = findFolder(cwd, folder);
  return found.shown === '' ? { path: resolve(cwd, 'stacks'), shown: 'stacks' } : found;
}

function refuseTaken(path: string, shown: string): void {
  if (!existsSync(path)) return;
  throw new CliError('conflict', `${shown} exists already; nothing was written.`, {
    code: 'FileExists',
    hints: ['Name another file with --file, or another stack.'],
  });
}

/** Questions are for a person at a terminal who has said nothing of components yet. */
function mayAsk({ screen, world }: Context, { yes, component }: StackOptions): boolean {
  return (
    component === undefined &&
    yes !== true &&
    !screen.json &&
    screen.isInteractive &&
    world.stdin.isTTY === true
  );
}

interface Asked {
  given: NewStack;
  around: Surroundings;
  file: string;
}

async function guided(context: Context, asked: Asked): Promise<NewStack> {
  const [{ guideStack }, { createTerminalAsker }] = await Promise.all([
    import('./guide-stack'),
    import('../../guide/terminal-asker'),
  ]);
  return guideStack(context, { ...asked, asker: createTerminalAsker(context.world) });
}

interface Drafting {
  stack: NewStack;
  around: Surroundings;
  file: string;
  options: StackOptions;
}

/** The stack with what flags say of inputs, and with ranges for networks that would not be free. */
async function draft(context: Context, { stack, around, file, options }: Drafting): Promise<Drafted> {
  const check = (of: NewStack) =>
    checkNewStack(context, around, { name: of.name, file, text: writeNewStack(of) });
  const bare = await check(stack);
  const given = withInputsOfFlags(stack, options, (one) => bare.stack?.components.get(one)?.template);
  const checked = await check(given);
  const taken = connectedNetworks(checked.others);
  const proposed = proposeNetworks(checked.stack?.components.values() ?? [], { file, taken });
  const whole = proposed.reduce(
    (so, { component, input, range }) => withInput(so, { component, input, value: range }),
    given,
  );
  const last = proposed.length === 0 ? checked : await check(whole);
  return { stack: whole, text: writeNewStack(whole), checked: last, proposed };
}

interface Ending {
  path: string;
  shown: string;
  file: string;
  isGuided: boolean;
  isDry: boolean;
}

async function finish(context: Context, drafted: Drafted, ending: Ending): Promise<number> {
  const { problems } = drafted.checked;
  const isInvalid = problems.length > 0;
  if (isInvalid && !ending.isDry) {
    context.screen.say(...linesFor(drafted, ending));
    throw invalidStacks(problems, ending.shown);
  }
  if (ending.isGuided && !ending.isDry) {
    context.screen.say(...linesFor(drafted, ending));
    if (!(await isYes(context, 'Write it? (y/N) '))) throw new CliError('declined', 'Nothing was written.');
  }
  if (!ending.isDry) await write(ending, drafted.text);
  show(context, drafted, ending);
  return isInvalid ? exitCodes.invalid : success;
}

async function write({ path, shown, file }: Ending, text: string): Promise<void> {
  const whole = join(path, file);
  await mkdir(dirname(whole), { recursive: true });
  await writeFile(whole, text, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EEXIST') refuseTaken(whole, shownFile(shown, file));
    throw cause;
  });
}

function show({ screen }: Context, drafted: Drafted, ending: Ending): void {
  const { text, checked, proposed, stack } = drafted;
  const file = shownFile(ending.shown, ending.file);
  const document = {
    file,
    written: !ending.isDry,
    text,
    proposed,
    problems: checked.problems,
    unchecked: checked.missing,
  };
  screen.warn(...checked.missing);
  screen.show(document, () => {
    if (ending.isDry) return [...linesFor(drafted, ending), 'Nothing was written, because of --dry-run.'];
    return [`${file} was written. 'idp stacks plan ${stack.name}' shows what it would make.`];
  });
}

function linesFor({ text, checked, proposed }: Drafted, { shown, file }: Ending): string[] {
  const notes = proposed.map(
    ({ component, input, range }) => `${component}.${input}: ${range} is free beside the other stacks.`,
  );
  const found =
    checked.problems.length === 0
      ? ['No problem found.']
      : [
          "What 'idp stacks validate' says of it:",
          ...linesOf(checked.problems, shown).map((line) => `  ${line}`),
        ];
  return [
    `${shownFile(shown, file)}:`,
    '',
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
    ...notes,
    ...found,
  ];
}
