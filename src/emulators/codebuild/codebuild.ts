import * as z from 'zod';
import { AwsFault, startAwsJson } from '../aws-json';
import type { AwsJsonEndpoint } from '../aws-json';
import type { BuildRecord } from './build-record';
import { createBuilds } from './builds';
import { describeBuild } from './describe-build';
import { parseInput, parseStartBuild } from './start-build-input';
import { describeProject } from './describe-project';
import type { CodeBuildOptions } from './options';

const pageSize = 100;

const BuildIds = z.object({ ids: z.array(z.string()).min(1).max(pageSize) });
const ProjectNames = z.object({ names: z.array(z.string()).min(1).max(pageSize) });
const BuildId = z.object({ id: z.string().min(1) });
const ListBuilds = z.object({
  projectName: z.string(),
  sortOrder: z.enum(['ASCENDING', 'DESCENDING']).default('DESCENDING'),
  nextToken: z.coerce.number().int().nonnegative().default(0),
});

/** Serves CodeBuild's API on a free port of 127.0.0.1; `close` kills the builds that run. */
export async function startCodeBuild(options: CodeBuildOptions): Promise<AwsJsonEndpoint> {
  const builds = createBuilds(options);
  const { url, close } = await startAwsJson(
    {
      targetPrefix: 'CodeBuild_20161006',
      contentType: 'application/x-amz-json-1.1',
      operations: {
        StartBuild: async (input) => ({ build: describeBuild(builds.start(parseStartBuild(input))) }),
        BatchGetBuilds: async (input) => batchGet(builds.all, parseInput(BuildIds, input).ids),
        ListProjects: async () => ({ projects: options.projects.map(({ name }) => name) }),
        BatchGetProjects: async (input) => batchGetProjects(options, parseInput(ProjectNames, input).names),
        StopBuild: async (input) => stop(builds.all, parseInput(BuildId, input).id),
        ListBuildsForProject: async (input) => list(builds, parseInput(ListBuilds, input)),
      },
    },
    options.listenAt,
  );
  return {
    url,
    close: async () => {
      await close();
      await builds.close();
    },
  };
}

/** A build is named by its id or its ARN. */
function findBuild(all: ReadonlyMap<string, BuildRecord>, name: string): BuildRecord | undefined {
  return all.get(name.replace(/^arn:[^/]*\//, ''));
}

function batchGet(all: ReadonlyMap<string, BuildRecord>, ids: readonly string[]) {
  const found = ids.map((id) => findBuild(all, id)).filter((build) => build !== undefined);
  return { builds: found.map(describeBuild), buildsNotFound: ids.filter((id) => !findBuild(all, id)) };
}

function batchGetProjects({ projects }: CodeBuildOptions, names: readonly string[]) {
  const found = projects.filter(({ name }) => names.includes(name));
  const known = found.map(({ name }) => name);
  return {
    projects: found.map(describeProject),
    projectsNotFound: names.filter((name) => !known.includes(name)),
  };
}

/** A kill without a signal first, as on AWS; the answer comes when nothing of the build is left. */
async function stop(all: ReadonlyMap<string, BuildRecord>, id: string) {
  const build = findBuild(all, id);
  if (!build) throw new AwsFault('ResourceNotFoundException', `Build ${id} cannot be found`);
  build.interruption.abort('STOPPED');
  await build.over;
  return { build: describeBuild(build) };
}

function list(builds: ReturnType<typeof createBuilds>, request: z.infer<typeof ListBuilds>) {
  const { name } = builds.project(request.projectName);
  const ids = [...builds.all.values()].filter((build) => build.projectName === name).map(({ id }) => id);
  if (request.sortOrder === 'DESCENDING') ids.reverse();
  const end = request.nextToken + pageSize;
  return { ids: ids.slice(request.nextToken, end), ...(end < ids.length ? { nextToken: String(end) } : {}) };
}
