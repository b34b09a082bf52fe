import {
  BatchGetBuildsCommand,
  type Build,
  type CodeBuildClient,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import {
  type CloudWatchLogsClient,
  InvalidParameterException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { invalid } from '../domain/base/errors';
import type { Builds, LogPage } from '../operations/ports/environment';
import { readLogPage } from './log-pages';

/** CodeBuild and the log streams of its builds. */
export function createCodeBuildBuilds(codebuild: CodeBuildClient, logs: CloudWatchLogsClient): Builds {
  return {
    isOver: async (id) => over(await findBuild(codebuild, id)),
    stop: async (id) => {
      if (!over(await findBuild(codebuild, id))) await codebuild.send(new StopBuildCommand({ id }));
    },
    logs: async (id, after) => readLogs(logs, await findBuild(codebuild, id), after),
  };
}

async function findBuild(client: CodeBuildClient, id: string): Promise<Build | undefined> {
  const { builds = [] } = await client.send(new BatchGetBuildsCommand({ ids: [id] }));
  return builds[0];
}

/**
 * Its status is final before it is: what the build still does then, `buildComplete` alone knows. A build that CodeBuild
 * does not know (any more) cannot be running: it keeps builds for a year.
 */
function over(build: Build | undefined): boolean {
  return build === undefined || build.buildComplete === true;
}

async function readLogs(
  client: CloudWatchLogsClient,
  build: Build | undefined,
  after: string | undefined,
): Promise<LogPage> {
  const { groupName, streamName } = build?.logs ?? {};
  const finished = over(build);
  if (!groupName || !streamName) return { lines: [], next: after ?? null, done: finished };
  const place = { logGroupName: groupName, logStreamName: streamName, after };
  try {
    const page = await readLogPage(client, place);
    return { ...page, done: finished && page.next === after };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return { lines: [], next: after ?? null, done: finished };
    // All else that is asked with is our own.
    if (error instanceof InvalidParameterException && after !== undefined)
      throw invalid('after', 'is not a token of this log; start again without it');
    throw error;
  }
}
