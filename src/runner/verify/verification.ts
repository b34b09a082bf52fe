import type { Receipt } from '../../domain/environment/receipt';
import type { Foreign } from './search';
import type { VerifyContext } from './verify-context';
import type { Evidence } from './witnesses/verify-empty';

/** What was planned, is in no state, and was looked for: found and imported, or of unknown whereabouts. */
export interface Adoption {
  adopted: { address: string; id: string }[];
  /** `why` is what is known of it. */
  unaccounted: { address: string; type: string; plannedName: string | null; why?: string }[];
  /** What AWS refused to make, as something that is none of the life has its name. */
  notOurs?: Foreign[];
  /** What is unaccounted as well, and a person disowned. */
  disowned?: NonNullable<Receipt['disowned']>;
}

/** The two halves of a receipt: bring what is unaccounted into the state, and look whether anything is left. */
export interface Verifier {
  adoptUnaccounted: (context: VerifyContext) => Promise<Adoption>;
  verifyEmpty: (context: VerifyContext) => Promise<Evidence>;
}
