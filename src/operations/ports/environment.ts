import type { EnvironmentMetadata } from '../../domain/environment/artifacts';
import type { UploadView } from '../../domain/api/responses';
import type { Environment } from '../../domain/environment/environment';
import type { DomainEvent } from '../../domain/environment/events';
import type { DriftDocument } from '../../domain/environment/drift/drift-document';
import type { RunOutcome } from '../../domain/environment/outcome';
import type { Progress } from '../../domain/environment/progress';
import type { Receipt } from '../../domain/environment/receipt';
import type { AnyWorkflow, Workflow } from '../../domain/environment/run';
import type { Refusal } from '../../domain/environment/waiting';
import type { RunRecord } from '../../domain/environment/run-record';
import type { StateLock } from '../../domain/environment/state-lock';
import type { Instant } from '../../domain/base/time';
import type { DriftPorts } from './drift';
import type { LimitPorts } from './limits';
import type { Entries, Page, Paged, RegistryDeps } from './registry';
import type { SlotPorts } from './slots';
import type { StackPorts } from './stack';

/** The truth about environments, by name. */
export type Registry = Entries<Environment>;

/** The records of runs. */
export interface Runs {
  record(event: DomainEvent): Promise<void>;
  report(run: string, progress: Progress): Promise<void>;
  get(run: string): Promise<RunRecord | undefined>;
  /** What the build last reported, also before any event of the run is delivered. */
  progress(run: string): Promise<Progress | undefined>;
  list(life: string, page: Page): Promise<Paged<RunRecord>>;
}

/** How an execution stands; `absent` if there is none of that name. */
export type ExecutionState = 'running' | 'over' | 'absent';

/** What an execution is started with: which run of which life, and of which plan of a stack where it is a preview. */
export interface ExecutionInput {
  name: string;
  id: string;
  runId: string;
  plan?: string | undefined;
}

/** Step Functions, as this house uses it: one execution per run, named by it. */
export interface Workflows {
  start(workflow: AnyWorkflow, input: ExecutionInput): Promise<void>;
  stop(workflow: AnyWorkflow, run: string): Promise<void>;
  describe(workflow: AnyWorkflow, run: string): Promise<ExecutionState>;
  /** For want of capacity, the last refusal to start the build of a run; null once a build was started, or while none was refused. */
  refusal(workflow: Workflow, run: string): Promise<Refusal | null>;
  /** Why the build of a run could not be started, or failed, in the words of who says so; null where nobody does. */
  failure(workflow: AnyWorkflow, run: string): Promise<string | null>;
}

/** CodeBuild, as this house uses it. */
export interface Builds {
  /** Whether the build is proven over: not one of its processes is left. */
  isOver(build: string): Promise<boolean>;
  stop(build: string): Promise<void>;
  /** Lines behind `after`; `done` when the build is over and nothing will follow. */
  logs(build: string, after?: string): Promise<LogPage>;
}

/** Lines of the log of a build; `next` is where the following ones begin. */
export interface LogPage {
  lines: { at: Instant; text: string }[];
  next: string | null;
  done: boolean;
}

/** A stored JSON document: its text, or for a large one the address where anyone who has it may fetch it until then. */
export type SharedDocument = { text: string } | { url: string; bytes: number; expiresAt: Instant };

/** What runs leave behind. */
export interface Artifacts {
  readOutcome(run: string): Promise<RunOutcome | null>;
  sharePlan(run: string): Promise<SharedDocument | null>;
  readReceipt(run: string): Promise<Receipt | null>;
  readDrift(run: string): Promise<DriftDocument | null>;
  shareRotation(run: string): Promise<SharedDocument | null>;
  discardPlanFile(run: string): Promise<void>;
  /** Where the sealed copy that a run left may be fetched by whoever has the address, until then; null when it is gone. */
  signEjected(run: string): Promise<{ url: string; expiresAt: Instant } | null>;
}

/** Which uploaded state: for an environment of which name, of which bytes, and whose. */
export interface UploadedState {
  name: string;
  state: string;
  by: string;
}

/** Which uploaded certificate: for an environment of which name, of which bytes, and whose. */
export interface UploadedCertificate {
  name: string;
  digest: string;
  by: string;
}

/** What lies beside the Terraform state of a life, and where is put what a run is to take over. */
export interface StateFiles {
  uploadAddress(of: UploadedState, bytes: number): Promise<UploadView>;
  certificateAddress(of: UploadedCertificate, bytes: number): Promise<UploadView>;
  shareOutputs(life: { name: string; id: string }): Promise<SharedDocument | null>;
  readMetadata(life: { name: string; id: string }): Promise<EnvironmentMetadata | null>;
  readLock(life: { name: string; id: string }): Promise<{ lock: StateLock; etag: string } | null>;
  deleteLock(life: { name: string; id: string }, etag: string): Promise<boolean>;
}

/** What every decided write about an environment needs. */
export interface CoreDeps
  extends
    RegistryDeps,
    DriftPorts,
    SlotPorts,
    Pick<LimitPorts, 'bills' | 'accounts' | 'limits' | 'shares'>,
    Pick<StackPorts, 'stackPlans'> {
  registry: Registry;
  runs: Runs;
  workflows: Workflows;
  builds: Builds;
  artifacts: Artifacts;
}
