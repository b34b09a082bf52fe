import { imageBuildDueAt } from '../../domain/image/image-build';
import type { Instant } from '../../domain/base/time';
import type { ImageDeps } from '../ports/image-deps';
import { settleImageBuild } from './settle-image-build';
import { startImageBuild } from './start-image-build';

/** Everything the sweep can do for one build; the instant to look again, where no write of its own has set it. */
export async function visitImageBuild(id: string, deps: ImageDeps): Promise<Instant | undefined> {
  const seen = await deps.imageBuilds.get(id);
  if (!seen) return undefined;
  await startImageBuild(seen, deps);
  const settled = await settleImageBuild({ id }, deps);
  return settled?.version === seen.version ? imageBuildDueAt(settled, deps.clock()) : undefined;
}
