import * as z from 'zod';

/** Where a version was read from, in the words of whoever published it; the control plane reads no repository. */
export const VersionSource = z.strictObject({
  repository: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[^\s\p{C}]+$/u, 'must be an address without spaces or control characters')
    .regex(/^(?!\w+:\/\/[^/@]*:[^/]*@)(?!https?:\/\/[^/]*@)/, 'must not contain credentials')
    .describe('Its address.'),
  path: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[^\p{C}]+$/u, 'must not contain control characters')
    .describe('The folder of the template in it; . is the repository itself.'),
  ref: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\s\p{C}]+$/u, 'must be a branch, a tag or a commit')
    .describe('The branch, tag or commit that was published.'),
  commit: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'must be the full id of a commit')
    .describe('The commit that it was.'),
});
export type VersionSource = z.infer<typeof VersionSource>;
