import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { findExecutables } from '../../tools/find-executable';
import { startProcessGroup } from '../../tools/processes/process-group';
import type { ProcessGroup } from '../../tools/processes/process-group';
import { endPhase, enterPhase, logDestination } from './build-record';
import type { BuildRecord, BuildStatus } from './build-record';
import { buildEnvironment } from './build-environment';
import { commandPhases, continuesAfterFailure, parseBuildspec } from './buildspec';
import type { Buildspec, CommandPhase } from './buildspec';
import { createLogShipper } from './log-shipper';
import type { LogShipper } from './log-shipper';
import { fetchSource } from './fetch-source';
import type { CodeBuildProject } from './project';
import { phaseLoop, readExported, writePhaseScripts } from './phase-scripts';
import { readReports, shipOutput } from './read-output';

/** What a build runs with: its project, the machine's part of its environment, and where its log goes. */
export interface BuildContext {
  project: CodeBuildProject;
  machineEnv: Readonly<Record<string, string>>;
  workDir: string;
  logs: CloudWatchLogsClient;
}

/** How long output may still come after every process is gone (one that hid from us may hold the pipe). */
const drainMs = 2_000;

/** Runs a build to its end and returns its final status; by then no process of it is left and its log is shipped. */
export async function runBuild(build: BuildRecord, context: BuildContext): Promise<BuildStatus> {
  const log = createLogShipper(context.logs, logDestination(build));
  let folder: string | undefined;
  try {
    await mkdir(context.workDir, { recursive: true });
    folder = await mkdtemp(join(context.workDir, 'build-'));
    const spec = await downloadSource(build, context, folder);
    if (spec) return await runPhases({ build, context, spec, folder, log });
    return interruptedStatus(build) ?? 'FAILED';
  } catch (error) {
    log.write(`[Container] ${String(error)}`);
    // Where it could not even make its folder, no phase of its own has begun that could say so.
    if (build.phases.at(-1)?.endedAt !== undefined) enterPhase(build, 'DOWNLOAD_SOURCE');
    endPhase(build, 'FAULT', (error as Error).message);
    return 'FAULT';
  } finally {
    await log.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  }
}

/** The buildspec once everything that the phases need is there; undefined where something is not, and the phase says what. */
async function downloadSource(
  build: BuildRecord,
  context: BuildContext,
  folder: string,
): Promise<Buildspec | undefined> {
  enterPhase(build, 'DOWNLOAD_SOURCE');
  try {
    refuseWithoutDocker(build, context);
    await makeSource(build, context, join(folder, 'src'));
    const spec = readBuildspec(context.project);
    await writePhaseScripts(spec, join(folder, 'control'));
    endPhase(build, 'SUCCEEDED');
    return spec;
  } catch (error) {
    endPhase(build, interruptedStatus(build) ?? 'FAILED', (error as Error).message);
    return undefined;
  }
}

/** On AWS the image of a privileged build has docker; a machine may not. */
function refuseWithoutDocker(
  { privilegedMode, projectName }: BuildRecord,
  { machineEnv }: BuildContext,
): void {
  const folders = (machineEnv['PATH'] ?? '').split(delimiter);
  if (!privilegedMode || findExecutables('docker', folders).length > 0) return;
  throw new Error(`docker is not on the PATH of this machine, and builds of ${projectName} need it`);
}

async function makeSource(
  build: BuildRecord,
  { machineEnv: env }: BuildContext,
  folder: string,
): Promise<void> {
  await mkdir(folder);
  if (!build.source) return;
  const wanted = { location: build.source.location, version: build.sourceVersion };
  const { signal } = build.interruption;
  build.resolvedSourceVersion = await fetchSource(wanted, { folder, env, signal });
}

function readBuildspec({ buildspec }: CodeBuildProject): Buildspec {
  try {
    return parseBuildspec(buildspec);
  } catch (error) {
    throw new Error(`YAML_FILE_ERROR Message: ${String(error)}`, { cause: error });
  }
}

interface Job {
  build: BuildRecord;
  context: BuildContext;
  spec: Buildspec;
  folder: string;
  log: LogShipper;
}

async function runPhases(job: Job): Promise<BuildStatus> {
  const group = await startPhaseLoop(job);
  const { signal } = job.build.interruption;
  const kill = () => void group.kill();
  signal.addEventListener('abort', kill);
  if (signal.aborted) kill();
  const shipping = shipOutput(group.output, job.log);
  try {
    const status = await runCommandPhases(job, group);
    // What the commands came to is known while their processes still are.
    job.build.status = interruptedStatus(job.build) ?? status;
    return job.build.status;
  } finally {
    await group.kill();
    job.build.exportedVariables = await readExported(job.spec, join(job.folder, 'control'));
    await shipping.ended(drainMs);
  }
}

function startPhaseLoop({ build, context, spec, folder }: Job): Promise<ProcessGroup> {
  const source = join(folder, 'src');
  return startProcessGroup({
    path: 'bash',
    args: ['--norc', '-c', phaseLoop, 'bash', spec.env.shell, join(folder, 'control')],
    env: { ...context.machineEnv, ...spec.env.variables, ...buildEnvironment(build, source) },
    cwd: source,
  });
}

async function runCommandPhases({ build, spec }: Job, group: ProcessGroup): Promise<BuildStatus> {
  const reports = readReports(group.reports);
  let status: 'SUCCEEDED' | 'FAILED' = 'SUCCEEDED';
  for (const phase of Object.keys(commandPhases) as CommandPhase[]) {
    enterPhase(build, phase);
    group.instructions.write(`${phase} ${status === 'SUCCEEDED' ? 1 : 0}\n`);
    const { value: code = null } = await reports.next();
    if (code === 0) {
      endPhase(build, 'SUCCEEDED');
      continue;
    }
    status = 'FAILED';
    endPhase(build, interruptedStatus(build) ?? 'FAILED', failureMessage(code));
    if (code === null || !continuesAfterFailure(spec, phase)) break;
  }
  return status;
}

function interruptedStatus(build: BuildRecord): 'STOPPED' | 'TIMED_OUT' | undefined {
  const { signal } = build.interruption;
  return signal.aborted ? (signal.reason as 'STOPPED' | 'TIMED_OUT') : undefined;
}

function failureMessage(code: number | null): string {
  return code === null
    ? 'the build was killed'
    : `Error while executing command. Reason: exit status ${code}`;
}
