import * as z from 'zod';

const Failure = z.strictObject({ address: z.string(), value: z.string(), fix: z.string() });
const Doubt = z.strictObject({ address: z.string(), why: z.string() });

/** What one control says of the objects that it is about. */
export const ControlResult = z.strictObject({
  control: z.string(),
  passed: z.array(z.string()),
  failed: z.array(Failure),
  notAssessed: z.array(Doubt),
});
export type ControlResult = z.infer<typeof ControlResult>;

/** What all controls say of a plan, and the types of it that none is about. */
export const Assessment = z.strictObject({
  controls: z.array(ControlResult),
  unjudged: z.array(z.string()),
});
export type Assessment = z.infer<typeof Assessment>;
