import * as z from 'zod';
import { imageBuildVariable } from '../../src/aws/codebuild-images';
import { parseRequest } from '../../src/domain/base/parse';
import type { SettleImageBuildInput } from '../../src/operations/image/settle-image-build';

const BuildEvent = z.object({
  'detail-type': z.literal('CodeBuild Build State Change'),
  detail: z.object({
    'build-id': z.string(),
    'additional-information': z.object({
      environment: z.object({
        'environment-variables': z.array(z.object({ name: z.string(), value: z.string().optional() })),
      }),
    }),
  }),
});

/**
 * The build of an image that an EventBridge event tells the end of; undefined when nobody asked us for it (a build started
 * by hand). Throws InvalidRequest for an event of another kind.
 */
export function readImageEnding(event: unknown): SettleImageBuildInput | undefined {
  const { detail } = parseRequest(BuildEvent, event);
  const variables = detail['additional-information'].environment['environment-variables'];
  const id = z.ulid().safeParse(variables.find(({ name }) => name === imageBuildVariable)?.value).data;
  return id === undefined ? undefined : { id, build: detail['build-id'].replace(/^arn:[^/]*\//, '') };
}
