import * as z from 'zod';

/** One object that exists already, and the address in the template that takes it in; the id is what Terraform imports the type by. */
export const ImportedObject = z.strictObject({
  address: z
    .string()
    .min(1)
    .max(300)
    // An address and nothing that Terraform would evaluate.
    .regex(/^[A-Za-z_](?:[\w.-]|\[(?:\d+|"[^"\\${}%\p{Cc}]*")\])*$/u, 'must be the address of a resource')
    .describe('Where the template has it, such as module.network.aws_vpc.this.'),
  id: z
    .string()
    .min(1)
    .max(1_000)
    .regex(/^\P{Cc}+$/u, 'must have no control characters')
    .describe('The id that its type is imported by.'),
});
export type ImportedObject = z.infer<typeof ImportedObject>;
