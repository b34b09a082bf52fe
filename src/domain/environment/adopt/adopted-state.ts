import * as z from 'zod';
import { oneLine } from '../../base/one-line';

/** As large as a Terraform state may be that is adopted. */
export const mostStateBytes = 64 * 1024 * 1024;

/** What names an uploaded state: the SHA-256 of its bytes. */
export const StateDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a state, in hex');

/** Which state a request adopts, and where it was read from in the words of whoever read it. */
export const AdoptRequest = z.strictObject({
  state: StateDigest.describe('The SHA-256 of the state that you uploaded, in hex.'),
  from: oneLine(300).describe('Where the state was read from; recorded as you write it.'),
});
export type AdoptRequest = z.infer<typeof AdoptRequest>;

/** The state that a life takes over with its first apply; until then it owns nothing that the state holds. */
export const AdoptedState = z.strictObject({ ...AdoptRequest.shape, by: z.string() });
export type AdoptedState = z.infer<typeof AdoptedState>;
