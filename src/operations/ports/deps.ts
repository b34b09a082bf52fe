import type { SignInView } from '../../domain/api/responses';
import type { Catalog } from '../../domain/template/template';
import type { CoreDeps, StateFiles } from './environment';
import type { ImagePorts } from './image';
import type { Reservations, SweepDeps } from './registry';

/** The published templates. */
export interface CatalogReader {
  read(): Promise<Catalog>;
}

/** A target's name and regions, as far as the API is concerned. */
export interface TargetInfo {
  name: string;
  region: string;
}

/** Everything the operations need, all in one; each names the part it takes. */
export interface Deps extends CoreDeps, ImagePorts, SweepDeps {
  reservations: Reservations;
  states: StateFiles;
  catalog: CatalogReader;
  targets: TargetInfo[];
  signIn: SignInView;
}
