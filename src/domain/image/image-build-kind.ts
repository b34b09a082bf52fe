import * as z from 'zod';
import { DomainError } from '../base/errors';
import type { EntryKind } from '../registry/entry';
import { decideImageBuild, type ImageCommand, toImageEvent } from './decide-image-build';
import { ImageBuild, imageBuildDueAt } from './image-build';

const prefix = 'IMAGE';

/** In its item a build names its last event's number `lastSeq`, and says nothing of effects and requests: it has none. */
const stored = z
  .looseObject({ lastSeq: z.unknown() })
  .transform(({ lastSeq: seq, ...build }) => ({ ...build, seq, effects: [], requests: [] }))
  .pipe(ImageBuild);

function toBody({ seq: lastSeq, effects: _, requests: __, ...build }: ImageBuild): object {
  return { ...build, lastSeq };
}

/** Builds of images as entries of the registry. */
export const imageBuildKind: EntryKind<ImageBuild, ImageCommand> = {
  prefix,
  schema: stored,
  toBody,
  keyOf: ({ id }) => id,
  decide: decideImageBuild,
  toEvent: toImageEvent,
  // The build of an image is no life: nobody who asks for a life by its id is to find it.
  subjectOf: ({ imageBuild }) => `${prefix}#${imageBuild}`,
  measure: () => [],
  dueAt: imageBuildDueAt,
  list: 'IMAGES',
  indexes: ({ id }) => ({ sort: id }),
  newestFirst: true,
  logIds: ({ id }) => ({ imageBuild: id }),
  absent: (build) => new DomainError('ImageBuildNotFound', { build }),
};
