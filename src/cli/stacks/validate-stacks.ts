import { CliError } from '../../client/errors';
import { success } from '../../client/exit-codes';
import { counted } from '../../domain/base/counted';
import { checkAgainstPlane } from '../../domain/stack/checks/check-placement';
import { sortProblems } from '../../domain/stack/place';
import type { Context } from '../context';
import { readFacts } from './read-facts';
import { invalidStacks, linesOf, openStacks } from './open-stacks';
import type { StackOptions } from './stack-options';

/** `idp stacks validate`: every problem of a folder at once, and what could not be checked. */
export async function validateStacks(context: Context, options: StackOptions): Promise<number> {
  const opened = await openStacks(context, options);
  const { stacks, notes, shown } = opened;
  const { screen } = context;
  const plane =
    options.templates === undefined && opened.missing.length === 0 ? await readFacts(context) : {};
  if (plane.facts) checkAgainstPlane(stacks, plane.facts, opened.problems);
  const problems = sortProblems(opened.problems);
  const missing = [...opened.missing, ...(plane.why === undefined ? [] : [plane.why])];
  if (problems.length > 0) {
    screen.warn(...missing);
    throw invalidStacks(problems, shown);
  }
  if (stacks.size === 0)
    throw new CliError(
      'not-found',
      `There is no stack in ${shown || 'this folder'}: no file has stack: <name>.`,
      {
        code: 'NoStacks',
        hints: ['Name the folder of the stacks: idp stacks validate <folder>.'],
      },
    );
  const components = [...stacks.values()].reduce((sum, one) => sum + one.components.size, 0);
  const unchecked = [...missing, ...linesOf(notes, shown)];
  screen.show({ stacks: [...stacks.keys()], components, unchecked }, () => [
    `${counted(stacks.size, 'stack')} with ${counted(components, 'component')}: no problem found.`,
    ...(unchecked.length > 0 ? ['Not checked:', ...unchecked.map((line) => `  ${line}`)] : []),
  ]);
  return success;
}
