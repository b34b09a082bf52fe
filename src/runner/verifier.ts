import type { Target } from '../config';
import type { PlannedCreates } from '../domain/artifacts';
import type { Environment } from '../domain/environment';
import type { Receipt } from '../domain/receipt';
import type { Instant } from '../domain/time';
import type { Terraform } from './terraform';

/** What the verifier works with: the life, its evidence, and an initialised Terraform over the pinned bundle and the kept state. */
export interface VerifyContext {
  terraform: Terraform;
  environment: Environment;
  target: Target;
  run: string;
  /** Every state this life ever had, newest first, as JSON; those of fenced runs too. */
  stateVersions: () => AsyncIterable<unknown>;
  /** What every run of this life that began applying wanted to make, oldest first. */
  acceptedPlans: () => Promise<PlannedCreates[]>;
  clock: () => Instant;
  /** When to give up, in milliseconds on `performance.now()`'s scale. */
  until: number;
  signal: AbortSignal;
  log: (line: string) => void;
}

/** What was planned, is in no state, and was looked for: found and imported, or of unknown whereabouts. */
export interface Adoption {
  adopted: { address: string; id: string }[];
  unaccounted: { address: string; type: string; plannedName: string | null }[];
}

/** What both witnesses said of everything this life ever held. */
export type Evidence = Pick<Receipt, 'regions' | 'checked' | 'blindTypes' | 'unchecked'>;

/** The two halves of a receipt: bring what is unaccounted into the state, and prove that nothing is left. */
export interface Verifier {
  adoptUnaccounted: (context: VerifyContext) => Promise<Adoption>;
  verifyEmpty: (context: VerifyContext) => Promise<Evidence>;
}
