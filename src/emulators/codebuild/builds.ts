import { randomUUID } from 'node:crypto';
import { AwsFault } from '../aws-json';
import { forgetOldest } from '../forget-oldest';
import { endPhase, enterPhase, isComplete } from './build-record';
import type { BuildRecord } from './build-record';
import type { CodeBuildOptions } from './options';
import type { CodeBuildProject } from './project';
import { runBuild } from './run-build';
import { invalidInput } from './start-build-input';
import type { EnvironmentVariable, StartBuildInput } from './start-build-input';
import { describeStateChange } from './state-change-event';

/** How long AWS remembers an idempotency token. */
const tokenLifetimeMs = 5 * 60_000;

/** AWS keeps a build for a year, and its log is read by it: so many of those that are over are those of a thousand lives. */
const usuallyKept = 2_000;

/** The builds of all projects that are kept, by id in the order of their start. */
export interface Builds {
  all: ReadonlyMap<string, BuildRecord>;
  project: (name: string) => CodeBuildProject;
  start: (request: StartBuildInput) => BuildRecord;
  close: () => Promise<void>;
}

/** What was started under an idempotency token. */
interface Token {
  body: string;
  id: string;
  expiresAt: number;
}

/** Keeps the builds of these projects and runs what is started. */
export function createBuilds(options: CodeBuildOptions): Builds {
  const all = new Map<string, BuildRecord>();
  const tokens = new Map<string, Token>();
  const numbers = new Map<string, number>();
  const project = (name: string) => findProject(options, name);
  const start = (request: StartBuildInput) => {
    const chosen = project(request.projectName);
    const token = tokens.get(`${chosen.name} ${request.idempotencyToken}`);
    if (request.idempotencyToken && token && token.expiresAt > Date.now()) return repeat(all, token, request);

    refuseVersionOfNothing(chosen, request);
    refuseAboveCapacity(all, options);
    refuseAboveLimit(all, chosen);
    const number = (numbers.get(chosen.name) ?? 0) + 1;
    const build = openBuild(options, chosen, { request, number });
    forgetOldest(all, { most: options.kept ?? usuallyKept, mayGo: isComplete });
    all.set(build.id, build);
    numbers.set(chosen.name, number);
    const entry = { body: JSON.stringify(request), id: build.id, expiresAt: Date.now() + tokenLifetimeMs };
    forgetTokens(tokens);
    if (request.idempotencyToken) tokens.set(`${chosen.name} ${request.idempotencyToken}`, entry);
    build.over = carryOut(build, chosen, options);
    return build;
  };
  return { all, project, start, close: () => stopAll(all) };
}

function findProject({ projects, region, accountId }: CodeBuildOptions, name: string): CodeBuildProject {
  const arnPrefix = `arn:aws:codebuild:${region}:${accountId}:project/`;
  const project = projects.find(
    (candidate) => name === candidate.name || name === arnPrefix + candidate.name,
  );
  if (project) return project;
  throw new AwsFault('ResourceNotFoundException', `Project cannot be found: ${arnPrefix}${name}`);
}

function forgetTokens(tokens: Map<string, Token>): void {
  for (const [token, { expiresAt }] of tokens) if (expiresAt <= Date.now()) tokens.delete(token);
}

function repeat(all: ReadonlyMap<string, BuildRecord>, token: Token, request: StartBuildInput): BuildRecord {
  const build = all.get(token.id);
  if (build && token.body === JSON.stringify(request)) return build;
  throw invalidInput('The idempotency token was used with other parameters');
}

function refuseVersionOfNothing(
  { name, source }: CodeBuildProject,
  { sourceVersion }: StartBuildInput,
): void {
  if (sourceVersion === undefined || source) return;
  throw invalidInput(`The project ${name} has no source, so it has no source version`);
}

function buildsOf(all: ReadonlyMap<string, BuildRecord>, { name }: CodeBuildProject): BuildRecord[] {
  return [...all.values()].filter((build) => build.projectName === name);
}

/** A new account has a quota of very few builds, or of none (named public reports have these very words). */
function refuseAboveCapacity(
  all: ReadonlyMap<string, BuildRecord>,
  { capacity = () => Infinity }: CodeBuildOptions,
): void {
  const most = capacity();
  if ([...all.values()].filter((build) => !isComplete(build)).length < most) return;
  const message = `Cannot have more than ${most} builds in queue for the account`;
  throw new AwsFault('AccountLimitExceededException', message);
}

function refuseAboveLimit(all: ReadonlyMap<string, BuildRecord>, project: CodeBuildProject): void {
  const { concurrentBuildLimit: limit = Infinity } = project;
  if (buildsOf(all, project).filter((build) => !isComplete(build)).length < limit) return;
  const message = `Cannot have more than ${limit} active builds for the project ${project.name}`;
  throw new AwsFault('AccountLimitExceededException', message);
}

function openBuild(
  { region, accountId }: CodeBuildOptions,
  project: CodeBuildProject,
  { request, number }: { request: StartBuildInput; number: number },
): BuildRecord {
  const uuid = randomUUID();
  const id = `${project.name}:${uuid}`;
  return {
    id,
    uuid,
    number,
    arn: `arn:aws:codebuild:${region}:${accountId}:build/${id}`,
    projectName: project.name,
    logGroup: project.logGroup ?? `/aws/codebuild/${project.name}`,
    status: 'IN_PROGRESS',
    startedAt: Date.now(),
    phases: [],
    timeoutInMinutes: request.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    environment: mergeEnvironment(project, request),
    source: project.source,
    sourceVersion: request.sourceVersion,
    privilegedMode: project.privilegedMode ?? false,
    exportedVariables: [],
    interruption: new AbortController(),
    over: Promise.resolve(),
  };
}

function mergeEnvironment(project: CodeBuildProject, request: StartBuildInput): EnvironmentVariable[] {
  const own = Object.entries(project.environment).map(([name, value]) => ({
    name,
    value,
    type: 'PLAINTEXT' as const,
  }));
  const merged = [...own, ...request.environmentVariablesOverride].map((item) => [item.name, item] as const);
  return [...new Map(merged).values()];
}

async function carryOut(
  build: BuildRecord,
  project: CodeBuildProject,
  options: CodeBuildOptions,
): Promise<void> {
  for (const phase of ['SUBMITTED', 'QUEUED', 'PROVISIONING'] as const) {
    enterPhase(build, phase);
    endPhase(build, 'SUCCEEDED');
  }
  options.onStateChange(describeStateChange(build));
  const timeout = setTimeout(() => build.interruption.abort('TIMED_OUT'), build.timeoutInMinutes * 60_000);
  build.status = await runBuild(build, { ...options, project });
  clearTimeout(timeout);
  for (const phase of ['UPLOAD_ARTIFACTS', 'FINALIZING'] as const) {
    enterPhase(build, phase);
    endPhase(build, 'SUCCEEDED');
  }
  enterPhase(build, 'COMPLETED');
  build.endedAt = Date.now();
  options.onStateChange(describeStateChange(build));
}

async function stopAll(all: ReadonlyMap<string, BuildRecord>): Promise<void> {
  const running = [...all.values()].filter((build) => !isComplete(build));
  running.forEach((build) => build.interruption.abort('STOPPED'));
  await Promise.all(running.map((build) => build.over));
}
