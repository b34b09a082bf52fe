import * as z from 'zod';
import { CauseId } from '../environment/drift/drift-check';
import { ExpectedDrift } from '../environment/drift/expected-drift';

/** `GET /drift`. */
export const ListDriftQuery = z.strictObject({
  expected: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Whether drift that is expected is listed too.'),
});
export type ListDriftQuery = z.infer<typeof ListDriftQuery>;

/** `POST /environments/{name}/drift/expect`. */
export const ExpectDriftBody = z.strictObject({
  cause: CauseId,
  reason: ExpectedDrift.shape.reason,
  until: ExpectedDrift.shape.until.describe('When it is shown again.'),
});
export type ExpectDriftBody = z.infer<typeof ExpectDriftBody>;
