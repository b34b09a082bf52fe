import { DomainError } from '../../../domain/base/errors';
import type { Deps } from '../../ports/deps';
import type { SharedDocument } from '../../ports/environment';
import { getRun, type RunLookup } from '../get-run';

/** What a run rotated, or would rotate, step by step. */
export async function getRotation(
  { actor, id }: RunLookup,
  deps: Pick<Deps, 'runs' | 'artifacts'>,
): Promise<SharedDocument> {
  await getRun({ actor, id }, deps);
  const rotation = await deps.artifacts.shareRotation(id);
  if (!rotation) throw new DomainError('RotationNotFound', { run: id });
  return rotation;
}
