import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ListenAt } from '../local-server';
import type { CodeBuildProject } from './project';
import type { BuildStateChangeEvent } from './state-change-event';

/** The endpoint's account, its projects, and what a build image would hold: `machineEnv` (PATH, HOME …) and `workDir`. */
export interface CodeBuildOptions {
  region: string;
  accountId: string;
  projects: readonly CodeBuildProject[];
  logs: CloudWatchLogsClient;
  workDir: string;
  machineEnv: Readonly<Record<string, string>>;
  /** How many builds the account may have at once, asked at each start; unbounded unless it is given. */
  capacity?: (() => number) | undefined;
  /** How many builds that are over are kept, 2,000 unless it is given. */
  kept?: number | undefined;
  /** Called when a build starts and when it is proven over; must not throw. */
  onStateChange: (event: BuildStateChangeEvent) => void;
  /** A free port of 127.0.0.1 unless it is given. */
  listenAt?: ListenAt | undefined;
}
