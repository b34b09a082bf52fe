import type { EnvironmentVariable } from './start-build-input';
import type { CommandPhase } from './buildspec';
import type { CodeBuildProject } from './project';

/** How a build stands; all but IN_PROGRESS are final, and yet the build may not be complete. */
export type BuildStatus = 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED' | 'STOPPED' | 'TIMED_OUT' | 'FAULT';

/** AWS's phases in their order. */
export type PhaseType =
  | 'SUBMITTED'
  | 'QUEUED'
  | 'PROVISIONING'
  | 'DOWNLOAD_SOURCE'
  | CommandPhase
  | 'UPLOAD_ARTIFACTS'
  | 'FINALIZING'
  | 'COMPLETED';

/** One phase of a build; times in milliseconds, `message` says why it failed. */
export interface PhaseRecord {
  type: PhaseType;
  startedAt: number;
  endedAt?: number;
  status?: Exclude<BuildStatus, 'IN_PROGRESS'>;
  message?: string;
}

/** All that is known of one build; the API's and the event's shapes are views of it. */
export interface BuildRecord {
  id: string;
  arn: string;
  uuid: string;
  number: number;
  projectName: string;
  logGroup: string;
  status: BuildStatus;
  startedAt: number;
  endedAt?: number;
  phases: PhaseRecord[];
  timeoutInMinutes: number;
  environment: readonly EnvironmentVariable[];
  source: CodeBuildProject['source'];
  sourceVersion: string | undefined;
  /** The commit that was checked out, once it is known. */
  resolvedSourceVersion?: string;
  privilegedMode: boolean;
  /** What the buildspec exports, once the phases are over. */
  exportedVariables: readonly { name: string; value: string }[];
  /** Aborted with the final status, STOPPED or TIMED_OUT, when the build is to be killed. */
  interruption: AbortController;
  /** Resolves when the build is complete. */
  over: Promise<void>;
}

/** Starts a phase; the one before it has ended. */
export function enterPhase(build: BuildRecord, type: PhaseType): PhaseRecord {
  const phase: PhaseRecord = { type, startedAt: Date.now() };
  build.phases.push(phase);
  return phase;
}

/** Ends the phase that runs. */
export function endPhase(build: BuildRecord, status: NonNullable<PhaseRecord['status']>, message = ''): void {
  const phase = build.phases.at(-1);
  if (phase && phase.endedAt === undefined) Object.assign(phase, { endedAt: Date.now(), status, message });
}

/** The phase that runs or ran last. */
export function currentPhase(build: BuildRecord): PhaseType {
  return build.phases.at(-1)?.type ?? 'SUBMITTED';
}

/** Whether nothing of a build is left; its status is final somewhat earlier, as on AWS. */
export function isComplete({ endedAt }: Pick<BuildRecord, 'endedAt'>): boolean {
  return endedAt !== undefined;
}

/** Log group and stream of a build. */
export function logDestination({ logGroup, uuid }: Pick<BuildRecord, 'logGroup' | 'uuid'>) {
  return { groupName: logGroup, streamName: uuid };
}
