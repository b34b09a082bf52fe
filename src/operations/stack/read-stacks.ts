import type { ResolvedStack } from '../../domain/stack/resolved-stack';
import { stackKind } from '../../domain/stack/entry/stack-kind';
import { StackEvent, type StackEventPage } from '../../domain/stack/entry/stack-event';
import { type StackView, toStackView } from '../../domain/stack/entry/stack-view';
import type { Deps } from '../ports/deps';
import { pageOfEvents } from '../registry/page-of-events';
import type { Page, Paged } from '../ports/registry';
import type { LineDeps } from '../environment/slots/lines-of';
import { showPlaces } from './show-places';
import { readStack } from './stacks';

/** The stacks that there are, by name. The index may lag a moment behind the truth. */
export async function listStacks(
  { limit, cursor }: Page,
  { stacks }: Pick<Deps, 'stacks'>,
): Promise<Paged<StackView>> {
  const { items, next } = await stacks.list({}, { limit, cursor });
  return { items: items.map(toStackView), next };
}

/** The present life of a name, with the places of its components in line. */
export async function getStack(
  { stack }: { stack: string },
  deps: Pick<Deps, 'stacks' | 'registry'> & LineDeps,
): Promise<StackView> {
  const view = toStackView(await readStack(stack, deps));
  return { ...view, components: await showPlaces(view.components, deps) };
}

/** The document of the revision in force. */
export async function getStackDocument(
  { stack }: { stack: string },
  deps: Pick<Deps, 'stacks' | 'stackDocuments'>,
): Promise<ResolvedStack> {
  const { revision } = await readStack(stack, deps);
  return deps.stackDocuments.read(revision.digest);
}

/** What happened to the present life of a stack, in order, behind the sequence number `after`. */
export async function listStackEvents(
  { stack, after }: { stack: string; after: number },
  deps: Pick<Deps, 'stacks' | 'audit'>,
): Promise<StackEventPage> {
  const { id, seq, outbox, head } = await readStack(stack, deps);
  const subject = `${stackKind.prefix}#${id}`;
  const undelivered = outbox.filter(({ stackLife }) => stackLife === id);
  const page = await pageOfEvents({ schema: StackEvent, subject, seq, undelivered }, after, deps);
  return { ...page, head: { stackLife: id, seq, digest: head ?? null } };
}
