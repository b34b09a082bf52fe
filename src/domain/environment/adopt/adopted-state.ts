import * as z from 'zod';

/** As large as a Terraform state may be that is adopted. */
export const mostStateBytes = 64 * 1024 * 1024;

/** What names an uploaded state: the SHA-256 of its bytes. */
export const StateDigest = z.string().regex(/^[0-9a-f]{64}$/, 'must be the SHA-256 of a state, in hex');

/** Which state a request adopts, and where it was read from in the words of whoever read it. */
export const AdoptRequest = z.strictObject({
  state: StateDigest.describe('The SHA-256 of the state that you uploaded, in hex.'),
  from: z
    .string()
    .min(1)
    .max(300)
    // eslint-disable-next-line no-control-regex -- control characters are what this refuses
    .regex(/^[^\u0000-\u001f\u007f-\u009f]+$/, 'must have no control characters')
    .describe('Where the state was read from; recorded as you write it.'),
});
export type AdoptRequest = z.infer<typeof AdoptRequest>;

/** The state that a life takes over with its first apply; until then it owns nothing that the state holds. */
export const AdoptedState = z.strictObject({ ...AdoptRequest.shape, by: z.string() });
export type AdoptedState = z.infer<typeof AdoptedState>;
