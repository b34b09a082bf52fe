import { logDestination } from './build-record';
import type { BuildRecord } from './build-record';

/**
 * The variables that CodeBuild sets, and the build's own, which it puts above all others.
 * Source: docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html.
 */
export function buildEnvironment(build: BuildRecord, sourceDir: string): Record<string, string> {
  const [, , , region = ''] = build.arn.split(':');
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    ...Object.fromEntries(build.environment.map(({ name, value }) => [name, value])),
    CI: 'true',
    CODEBUILD_CI: 'true',
    CODEBUILD_BUILD_ARN: build.arn,
    CODEBUILD_BUILD_ID: build.id,
    CODEBUILD_BUILD_IMAGE: 'leasehold/local',
    CODEBUILD_BUILD_NUMBER: String(build.number),
    CODEBUILD_BUILD_SUCCEEDING: '1',
    CODEBUILD_INITIATOR: 'leasehold',
    CODEBUILD_LOG_PATH: logDestination(build).streamName,
    CODEBUILD_SRC_DIR: sourceDir,
    CODEBUILD_START_TIME: String(build.startedAt),
    ...sourceVariables(build),
  };
}

function sourceVariables({
  source,
  sourceVersion,
  resolvedSourceVersion,
}: BuildRecord): Record<string, string> {
  if (!source || resolvedSourceVersion === undefined) return {};
  return {
    CODEBUILD_SOURCE_REPO_URL: source.location,
    CODEBUILD_SOURCE_VERSION: sourceVersion ?? '',
    CODEBUILD_RESOLVED_SOURCE_VERSION: resolvedSourceVersion,
  };
}
