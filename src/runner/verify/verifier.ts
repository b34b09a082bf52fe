import type { Verifier } from '../verifier';
import { adoptUnaccounted } from './adopt-unaccounted';
import { verifyEmpty } from './verify-empty';

/** The verifier that asks AWS: the provider itself, and the tagging API. */
export const verifier: Verifier = { adoptUnaccounted, verifyEmpty };
