import * as z from 'zod';
import { type ExactJson, type ExactNumber, isExactNumber } from './exact-json';

/** Any JSON, as `parseExact` reads it. */
export const AnyExactJson: z.ZodType<ExactJson> = z.lazy(() =>
  z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.null(),
    z.custom<ExactNumber>(isExactNumber),
    z.array(AnyExactJson),
    z.record(z.string(), AnyExactJson),
  ]),
);
