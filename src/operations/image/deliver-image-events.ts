import { type ImageBuild, noteDelivered } from '../../domain/image/image-build';
import { changeImageBuild } from './change-image-build';
import type { ImageDeps } from '../ports/image-deps';

/**
 * Delivers the events that a build's item holds, each at least once: first the audit, then the bus. Whatever fails stays
 * on the item, where the sweep finds it. Answers the newest build known.
 */
export async function deliverImageEvents(build: ImageBuild, deps: ImageDeps): Promise<ImageBuild> {
  const { id, outbox } = build;
  if (outbox.length === 0) return build;
  try {
    for (const event of outbox) await deps.audit.append(event);
    const accepted = await deps.bus.publish(outbox);
    return await changeImageBuild(id, (seen, now) => noteDelivered(seen, accepted, now), deps);
  } catch (error) {
    deps.log.warn('events left to the sweep', { imageBuild: id, waiting: outbox.length, error });
    return build;
  }
}
