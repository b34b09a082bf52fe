import type { SelfApproval } from '../../domain/access/actor';
import type { SignInView } from '../../domain/api/responses';
import type { Policy } from '../../domain/policy/policy';
import type { Catalog } from '../../domain/template/template';
import type { Refusals } from './access';
import type { ExportedFiles, ExportQueue, RecordedEvents } from './audit';
import type { CoreDeps, StateFiles } from './environment';
import type { ImagePorts } from './image';
import type { LimitPorts } from './limits';
import type { Reservations, SweepDeps } from './registry';
import type { StackPorts } from './stack';
import type { TargetPorts } from './target';

/** The published templates. */
export interface CatalogReader {
  read(): Promise<Catalog>;
  /** Lets the next reading be one of now, where readings are kept for a while. */
  forget?(): void;
}

/** Everything the operations need, all in one; each names the part it takes. */
export interface Deps extends CoreDeps, ImagePorts, LimitPorts, StackPorts, SweepDeps, TargetPorts {
  reservations: Reservations;
  refusals: Refusals;
  recorded: RecordedEvents;
  exported: ExportedFiles;
  exports: ExportQueue;
  states: StateFiles;
  catalog: CatalogReader;
  /** What the stage denies, and has approved. */
  policy: Policy;
  selfApproval: SelfApproval;
  signIn: SignInView;
}
