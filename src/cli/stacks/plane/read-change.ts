import { CliError, withHints } from '../../../client/errors';
import { livingStack } from '../../../client/stacks/living-stack';
import type { StackView } from '../../../client/typed/stack-api';
import { checkAgainstPlane } from '../../../domain/stack/checks/check-placement';
import { compareDocuments, type ComponentChange } from '../../../domain/stack/compare-documents';
import { ResolvedStack } from '../../../domain/stack/resolved-stack';
import type { Context } from '../../context';
import { shownFile } from '../find-folder';
import { documentIn } from '../open-document';
import { type OpenedFolder, openStacks, stackNamed } from '../open-stacks';
import { readFacts } from '../read-facts';
import type { StackOptions } from '../stack-options';

/** A stack of the folder beside the revision in force. */
export interface StackChange {
  document: ResolvedStack;
  /** The stack of this name on the control plane; undefined where none lives. */
  present: StackView | undefined;
  changes: ComponentChange[];
  shown: string;
  /** The file of the stack as it is opened from here. */
  file: string;
}

/** Resolves a stack of the folder with the templates of the control plane, and compares it with the revision in force. */
export async function readChange(
  context: Context,
  { folder }: Pick<StackOptions, 'folder'>,
  name: string,
): Promise<StackChange> {
  const present = await livingStack(context.api, name);
  const opened = await openStacks(context, { folder, words: [] });
  const document = await resolvedIn(context, opened, { name, present });
  const before = present && ResolvedStack.parse(await context.api.getStackDocument(name));
  const { shown } = opened;
  const file = shownFile(shown, document.layers.at(-1)?.file ?? '');
  return { document, present, changes: compareDocuments(before, document), shown, file };
}

async function resolvedIn(
  context: Context,
  opened: OpenedFolder,
  { name, present }: { name: string; present: StackView | undefined },
): Promise<ResolvedStack> {
  const stack = stackOf(opened, name, present);
  const { facts } = await readFacts(context);
  if (facts) checkAgainstPlane(opened.stacks, facts, opened.problems);
  return documentIn(opened, stack);
}

function stackOf(opened: OpenedFolder, name: string, present: StackView | undefined) {
  try {
    return stackNamed(opened, name);
  } catch (error) {
    if (!(error instanceof CliError) || present === undefined) throw error;
    throw withHints(
      error,
      `The control plane has a stack '${name}', applied by ${present.revision.by}: 'idp stacks status ${name}' shows it; name the folder of its files with --folder.`,
    );
  }
}
