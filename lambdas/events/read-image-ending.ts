import * as z from 'zod';
import { imageBuildVariable } from '../../src/aws/codebuild-images';
import { parseRequest } from '../../src/domain/base/parse';
import type { SettleImageBuildInput } from '../../src/operations/image/settle-image-build';
import { NamedBuildEvent, variableOf } from './build-event';

/**
 * The image build whose end an EventBridge event reports; undefined when it was not requested here (a build started
 * by hand). Throws InvalidRequest for an event of another kind.
 */
export function readImageEnding(event: unknown): SettleImageBuildInput | undefined {
  const ended = parseRequest(NamedBuildEvent, event);
  const id = z.ulid().safeParse(variableOf(ended, imageBuildVariable)).data;
  const build = ended.detail['build-id'].replace(/^arn:[^/]*\//, '');
  return id === undefined ? undefined : { id, build };
}
