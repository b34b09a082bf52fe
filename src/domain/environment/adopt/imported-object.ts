import * as z from 'zod';
import { oneLine } from '../../base/one-line';

/** One object that exists already, and the address in the template that takes it in; the id is what Terraform imports the type by. */
export const ImportedObject = z.strictObject({
  address: z
    .string()
    .min(1)
    .max(300)
    // An address and nothing that Terraform would evaluate.
    .regex(
      // eslint-disable-next-line no-control-regex -- control characters are what this refuses
      /^[A-Za-z_](?:[\w.-]|\[(?:\d+|"[^"\\${}%\u0000-\u001f\u007f-\u009f]*")\])*$/,
      'must be the address of a resource',
    )
    .describe('Where the template has it, such as module.network.aws_vpc.this.'),
  id: oneLine(1_000).describe('The id that its type is imported by.'),
});
export type ImportedObject = z.infer<typeof ImportedObject>;
