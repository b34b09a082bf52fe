import { preventedIn, readDestroyMarks } from '../../bundle/destroy-marks';
import type { Environment } from '../../domain/environment/environment';
import { nameAddress, type NamedAddress } from '../../domain/environment/plan';
import { runFailure } from '../../domain/environment/run-failure';
import { type Kept, whyKept } from '../../domain/resources/kept-objects';
import { blockAddress } from '../../domain/terraform/address';
import type { PlanJson, ResourceChange } from '../../domain/terraform/plan-json';
import type { RunContext } from '../run-context';
import type { Workspace } from '../terraform/workspace';

/** An object that a plan leaves such that it could not be deleted; `isNew`: this plan makes it so. */
export interface CannotEnd extends Kept {
  address: string;
  isNew: boolean;
}

/** What could not be deleted once a plan is applied, as its template or AWS would refuse that. */
export async function whatCannotEnd(
  { resource_changes }: PlanJson,
  { files }: Pick<Workspace, 'files'>,
  context: Pick<RunContext, 'bundles' | 'environment'>,
): Promise<CannotEnd[]> {
  const now = await preventedIn(files);
  const before = await preventedBefore(now, context);
  return resource_changes.filter(leavesSomething).flatMap((change) => {
    const kept = keptAfter(change, now);
    return kept ? [{ address: change.address, ...kept, isNew: !wasKept(change, before) }] : [];
  });
}

/** A RunFailure, by address and with what to change, where a lease could not end what a plan leaves. */
export function refuseCannotEnd(found: readonly CannotEnd[], { lease }: Pick<Environment, 'lease'>): void {
  if (lease.expiresAt === null || found.length === 0) return;
  const each = found.map(({ address, why, mend }) => `${address}, because ${why} (${mend})`).join('; ');
  throw runFailure(
    'configuration',
    `The lease could not end, because these resources could not be deleted: ${each}. Nothing was changed. Change the template or its inputs, or request a permanent environment if the template allows it.`,
    found.map(({ address }) => address),
  );
}

/** What of it an approval must name: in an environment without an end, whatever this plan makes so. */
export function namedCannotEnd(
  found: readonly CannotEnd[],
  { lease }: Pick<Environment, 'lease'>,
): NamedAddress[] {
  if (lease.expiresAt !== null) return [];
  return found
    .filter(({ isNew }) => isNew)
    .map(({ address, why }) => nameAddress('cannot-end', address, why));
}

/** What the version that was applied last kept: of the same bundle, the same. */
async function preventedBefore(
  now: Set<string>,
  { bundles, environment: { applied, wanted } }: Pick<RunContext, 'bundles' | 'environment'>,
): Promise<Set<string>> {
  if (!applied || now.size === 0) return new Set();
  const { bundle } = applied.template;
  return bundle === wanted.template.bundle ? now : (await readDestroyMarks(bundles, bundle)).prevented;
}

function leavesSomething({ mode, change: { after, actions } }: ResourceChange): boolean {
  return mode === 'managed' && !!after && !actions.includes('forget');
}

function keptAfter({ address, type, change }: ResourceChange, prevented: Set<string>): Kept | undefined {
  if (prevented.has(blockAddress(address)))
    return { why: 'prevent_destroy is true in its lifecycle', mend: 'remove it' };
  return whyKept(type, { attributes: change.after ?? {}, unknown: change.after_unknown });
}

/** Whether it stood before, and could not be deleted then either. */
function wasKept({ address, type, change }: ResourceChange, prevented: Set<string>): boolean {
  const { before, actions } = change;
  if (!before || actions.includes('create')) return false;
  return (
    prevented.has(blockAddress(address)) || whyKept(type, { attributes: before, unknown: {} }) !== undefined
  );
}
