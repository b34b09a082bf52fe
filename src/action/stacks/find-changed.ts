import type { Api } from '../../client/api';
import { livingStack } from '../../client/stacks/living-stack';
import { compareDocuments, hasChanges } from '../../domain/stack/compare-documents';
import { ResolvedStack } from '../../domain/stack/resolved-stack';
import type { StackView } from '../../client/typed/stack-api';

type StackReader = Pick<Api, 'watch' | 'getStackDocument'>;

/** A stack of the files beside the one that the control plane has; undefined where it has none. */
export interface ComparedStack {
  document: ResolvedStack;
  present: StackView | undefined;
  isChanged: boolean;
}

/** Holds every stack of the files against its revision in force: by values, so that a comment changes nothing. */
export async function compareFolder(
  api: StackReader,
  documents: readonly ResolvedStack[],
): Promise<ComparedStack[]> {
  const compared: ComparedStack[] = [];
  for (const document of documents) compared.push(await compareOne(api, document));
  return compared;
}

/** A revision that was stopped is to be applied again, although it says the same. */
async function compareOne(api: StackReader, document: ResolvedStack): Promise<ComparedStack> {
  const present = await livingStack(api, document.stack);
  if (!present || present.revision.stopped !== null) return { document, present, isChanged: true };
  const before = ResolvedStack.parse(await api.getStackDocument(document.stack));
  return { document, present, isChanged: hasChanges(compareDocuments(before, document)) };
}

/** The other stacks whose outputs it uses. */
export function producersOf({ stack, components }: ResolvedStack): string[] {
  const used = Object.values(components).flatMap(({ references }) => references.map(({ ref }) => ref));
  const others = used.flatMap((ref) => (/^([a-z][a-z0-9-]*)\//.exec(ref) ?? []).slice(1));
  return [...new Set(others)].filter((name) => name !== stack);
}
