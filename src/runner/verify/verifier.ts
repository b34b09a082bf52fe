import type { Verifier } from './verification';
import { adoptUnaccounted } from './adopt-unaccounted';
import { verifyEmpty } from './witnesses/verify-empty';

/** The verifier that asks AWS: the provider itself, and the tagging API. */
export const verifier: Verifier = { adoptUnaccounted, verifyEmpty };
