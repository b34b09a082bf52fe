import { CliError } from '../../client/errors';
import { sortProblems } from '../../domain/stack/place';
import { renderResolved, type StackWithComponents } from '../../domain/stack/render-resolved';
import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import type { Context } from '../context';
import { invalidStacks, type OpenedFolder, openStacks, problemsOf, stackNamed } from './open-stacks';
import type { StackOptions } from './stack-options';

/** A stack of the folder as the control plane takes it; an error names what is wrong in its layers, or why it is not known. */
export async function openDocument(
  context: Context,
  options: StackOptions,
  name: string,
): Promise<ResolvedStack> {
  const opened = await openStacks(context, options);
  return documentIn(opened, stackNamed(opened, name));
}

/** A stack of a folder that was read, as the control plane takes it; throws where `openDocument` does. */
export function documentIn(opened: OpenedFolder, stack: StackWithComponents): ResolvedStack {
  const problems = sortProblems(problemsOf(stack, opened));
  if (problems.length > 0) throw invalidStacks(problems, opened.shown);
  const unread = [...stack.components.values()].filter(({ template }) => template === undefined);
  if (unread.length === 0) return renderResolved(stack);
  const names = unread.map(({ draft }) => draft.name).join(', ');
  throw new CliError('unavailable', `The templates of ${names} could not be read.`, {
    code: 'TemplatesUnknown',
    hints: opened.missing,
  });
}
