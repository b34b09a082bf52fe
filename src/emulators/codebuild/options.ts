import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { BuildStateChangeEvent } from './state-change-event';

/** A CodeBuild project: what `lib/` deploys on AWS. The time-out may be a fraction of a minute. */
export interface CodeBuildProject {
  name: string;
  buildspec: string;
  environment: Readonly<Record<string, string>>;
  timeoutInMinutes: number;
  /** What git clones before a build; a project without one has an empty folder. */
  source?: { type: 'GITHUB'; location: string };
  /** Whether its builds use docker. */
  privilegedMode?: boolean;
  concurrentBuildLimit?: number;
  /** The log group of its builds; one that AWS names after the project if absent. */
  logGroup?: string;
}

/** The endpoint's account, its projects, and what a build image would hold: `machineEnv` (PATH, HOME …) and `workDir`. */
export interface CodeBuildOptions {
  region: string;
  accountId: string;
  projects: readonly CodeBuildProject[];
  logs: CloudWatchLogsClient;
  workDir: string;
  machineEnv: Readonly<Record<string, string>>;
  /** Told when a build starts and when it is proven over; must not throw. */
  onStateChange: (event: BuildStateChangeEvent) => void;
}
