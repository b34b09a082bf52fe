import type { CodeBuildProject } from './project';

/** A project as BatchGetProjects gives it. */
export function describeProject(project: CodeBuildProject) {
  const { name, buildspec, environment, timeoutInMinutes, concurrentBuildLimit, logGroup, source } = project;
  return {
    name,
    source: { type: source?.type ?? 'NO_SOURCE', location: source?.location, buildspec },
    environment: {
      privilegedMode: project.privilegedMode ?? false,
      environmentVariables: Object.entries(environment).map(([variable, value]) => ({
        name: variable,
        value,
        type: 'PLAINTEXT',
      })),
    },
    timeoutInMinutes,
    concurrentBuildLimit,
    logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: logGroup } },
  };
}
