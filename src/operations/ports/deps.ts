import type { SignInView } from '../../domain/api/responses';
import type { EnvironmentMetadata, OutputsDocument, PlanDocument } from '../../domain/environment/artifacts';
import type { Environment } from '../../domain/environment/environment';
import type { DomainEvent } from '../../domain/environment/events';
import type { ImageEvent } from '../../domain/image/image-event';
import type { Measurement } from '../../domain/base/metrics';
import type { RunOutcome } from '../../domain/environment/outcome';
import type { Progress } from '../../domain/environment/progress';
import type { Receipt } from '../../domain/environment/receipt';
import type { Reservation } from '../../domain/registry/reservation';
import type { Workflow } from '../../domain/environment/run';
import type { RunRecord } from '../../domain/environment/run-record';
import type { StateLock } from '../../domain/environment/state-lock';
import type { Catalog } from '../../domain/template/template';
import type { Instant } from '../../domain/base/time';
import type { ImagePorts } from './image-deps';

/** Which page of a list: at most `limit` items behind the opaque `cursor`. */
export interface Page {
  limit: number;
  cursor?: string | undefined;
}

/** A page of a list; `next` is the cursor of the one behind it, null at the end. */
export interface Paged<Item> {
  items: Item[];
  next: string | null;
}

export interface EnvironmentFilter {
  owner?: string | undefined;
  status?: string | undefined;
  template?: string | undefined;
}

/** The truth about environments. Reads by name are consistent; every write is conditional on what was read. */
export interface Registry {
  get(name: string): Promise<Environment | undefined>;
  getLife(id: string): Promise<Environment | undefined>;
  /** Writes a new life where there was none, or over the ended one that was read; false if that changed. */
  insert(environment: Environment, previous: Environment | null): Promise<boolean>;
  /** Replaces the version that was read; false if it is not there any more. */
  save(environment: Environment, seen: Environment): Promise<boolean>;
  keepLife(ended: Environment): Promise<void>;
  list(filter: EnvironmentFilter, page: Page): Promise<Paged<Environment>>;
}

/** Every event, for ever. */
export interface Audit {
  append(event: DomainEvent | ImageEvent): Promise<void>;
  list(
    life: string,
    range: { after: number; limit: number },
  ): Promise<{ items: DomainEvent[]; more: boolean }>;
}

/** The records of runs. */
export interface Runs {
  record(event: DomainEvent): Promise<void>;
  report(run: string, progress: Progress): Promise<void>;
  get(run: string): Promise<RunRecord | undefined>;
  /** What the build last reported, also where no event has told of the run yet. */
  progress(run: string): Promise<Progress | undefined>;
  list(life: string, page: Page): Promise<Paged<RunRecord>>;
}

/** Promises under Idempotency-Keys. */
export interface Reservations {
  reserve(reservation: Reservation): Promise<boolean>;
  get(actor: string, key: string): Promise<Reservation | undefined>;
  confirm(reservation: Reservation, keepUntil: Instant): Promise<void>;
  release(reservation: Reservation): Promise<void>;
}

/** An item that the sweep must look at. */
export interface DueItem {
  pk: string;
  sk: string;
  dueAt: Instant;
}

/** The index of everything that has a timer. */
export interface DueIndex {
  due(now: Instant): AsyncGenerator<DueItem[]>;
  /** Takes an item for this sweep; undefined when somebody else did. */
  claim(
    item: DueItem,
    until: (attempts: number) => Instant,
  ): Promise<{ attempts: number; claimedUntil: Instant } | undefined>;
  rest(item: DueItem, claimedUntil: Instant, next: Instant): Promise<void>;
}

/** An environment that should be gone since `since`, and is not. */
export interface OverdueEnvironment {
  since: Instant;
  status: string;
}

/** The index of what is to be gone, by when. */
export interface OverdueIndex {
  overdue(now: Instant): Promise<OverdueEnvironment[]>;
}

/** How an execution stands; `absent` if there is none of that name. */
export type ExecutionState = 'running' | 'over' | 'absent';

/** Step Functions, as this house uses it: one execution per run, named by it. */
export interface Workflows {
  start(workflow: Workflow, input: { name: string; id: string; runId: string }): Promise<void>;
  stop(workflow: Workflow, run: string): Promise<void>;
  describe(workflow: Workflow, run: string): Promise<ExecutionState>;
}

/** CodeBuild, as this house uses it. */
export interface Builds {
  /** Whether the build is proven over: not one of its processes is left. */
  isOver(build: string): Promise<boolean>;
  stop(build: string): Promise<void>;
  /** Lines behind `after`; `done` when the build is over and nothing will follow. */
  logs(build: string, after?: string): Promise<LogPage>;
}

export interface LogPage {
  lines: { at: Instant; text: string }[];
  next: string | null;
  done: boolean;
}

/** The bus that events are published to; answers which were accepted. */
export interface Bus {
  publish(events: (DomainEvent | ImageEvent)[]): Promise<string[]>;
  /** Tells people about something that no environment's own events can: a sweep that cannot handle an item. */
  alarm(type: 'SweepFailing', detail: Record<string, unknown>): Promise<void>;
}

/** What runs leave behind. */
export interface Artifacts {
  readOutcome(run: string): Promise<RunOutcome | null>;
  readPlan(run: string): Promise<PlanDocument | null>;
  readReceipt(run: string): Promise<Receipt | null>;
  discardPlanFile(run: string): Promise<void>;
}

/** What lies beside the Terraform state of a life. */
export interface StateFiles {
  readOutputs(life: { name: string; id: string }): Promise<OutputsDocument | null>;
  readMetadata(life: { name: string; id: string }): Promise<EnvironmentMetadata | null>;
  readLock(life: { name: string; id: string }): Promise<{ lock: StateLock; etag: string } | null>;
  deleteLock(life: { name: string; id: string }, etag: string): Promise<boolean>;
}

/** The published templates. */
export interface CatalogReader {
  read(): Promise<Catalog>;
}

/** Where operations say what they could not do now and somebody else will do later. */
export interface Log {
  warn(message: string, detail: Record<string, unknown>): void;
}

/** Where facts are counted and measured; what cannot be measured fails nothing. */
export interface Meter {
  emit(measurements: Measurement[]): void;
}

/** What every decided write needs. */
export interface CoreDeps {
  registry: Registry;
  audit: Audit;
  runs: Runs;
  workflows: Workflows;
  builds: Builds;
  bus: Bus;
  artifacts: Artifacts;
  clock: () => Instant;
  newId: () => string;
  log: Log;
  meter: Meter;
}

/** A target's name and regions, as far as the API is concerned. */
export interface TargetInfo {
  name: string;
  region: string;
}

/** Everything the operations need, all in one; each names the part it takes. */
export interface Deps extends CoreDeps, ImagePorts {
  reservations: Reservations;
  due: DueIndex;
  overdue: OverdueIndex;
  states: StateFiles;
  catalog: CatalogReader;
  targets: TargetInfo[];
  signIn: SignInView;
}
