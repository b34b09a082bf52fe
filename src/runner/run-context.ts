import type { S3Artifacts } from '../aws/s3-artifacts';
import type { LifeKey, S3State } from '../aws/s3-state';
import type { Target } from '../config/target';
import type { Accrual } from '../domain/cost/accrual';
import type { Environment } from '../domain/environment/environment';
import type { Instant } from '../domain/base/time';
import type { Policy } from '../domain/policy/policy';
import type { BundleSource } from '../bundle/read-bundle';
import type { ClusterTimes } from './cluster/cluster-times';
import type { RunGate } from './life/gate';
import type { ImagesOfRun } from './images/run-images';
import type { TargetChecks } from './preflight/target-checks';
import type { TerraformUser } from './terraform/handed-over';
import type { ProgressBoard } from './life/progress-board';
import type { Redaction } from '../domain/base/redaction';
import type { TargetAccess } from './verify/probe/target-client';
import type { Verifier } from './verify/verification';

/** What the runner is given: which run, which machine, which limits, and the ways to everything outside. */
export interface RunnerDeps extends TargetChecks {
  life: LifeKey;
  run: string;
  build: string;
  /** The target of a name as it is configured now; a RunFailure where there is none. */
  readTarget: (name: string) => Promise<Target>;
  /** The way into a target, as the role that the target has for runs. */
  accessTo: (target: Target) => TargetAccess;
  deniedTypes: string[];
  policy: Policy;
  gate: RunGate;
  states: S3State;
  /** What this run leaves, and no other's. */
  artifacts: S3Artifacts;
  /** What another run of the life left. */
  artifactsOf: (run: string) => S3Artifacts;
  bundles: BundleSource;
  verifier: Verifier;
  images: ImagesOfRun;
  /** The life's folder, the same in each of its runs, as a saved plan names it; empty when a run begins, removed when it is over. */
  folder: string;
  executable: string;
  /** Whom Terraform runs as. */
  terraformUser: TerraformUser;
  cliConfig: string | undefined;
  heartbeatMs: number;
  graceMs: number;
  deadlineMs: number;
  /** How long the run waits for clusters that it empties; the usual times unless given. */
  clusterTimes?: ClusterTimes;
  clock: () => Instant;
  log: (line: string) => void;
  /** Resolves once the log takes more. */
  logReady?: () => Promise<void>;
}

/** What claims a run. */
export type RunClaimant = Pick<RunnerDeps, 'gate' | 'deadlineMs' | 'graceMs' | 'log' | 'logReady'>;

/** A claimed run at work. */
export interface RunContext extends RunnerDeps {
  environment: Environment;
  target: Target;
  abort: AbortController;
  redaction: Redaction;
  board: ProgressBoard;
  /** What the life has cost until now, once this run has counted it. */
  meter: { reading?: Accrual };
  /** The descriptor that holds the lock on the life's folder; undefined where the machine cannot lock it. */
  lock: number | undefined;
  /** When Terraform is made to stop, in milliseconds on `performance.now()`'s scale. */
  deadline: number;
  /** When the runner gives up on the hub and ends, in milliseconds on `performance.now()`'s scale. */
  until: number;
  /** Repeats a task on the hub until it succeeds or the time is up. */
  persist: <Result>(task: () => Promise<Result>) => Promise<Result>;
}
