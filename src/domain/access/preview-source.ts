import * as z from 'zod';
import { GivenName } from './preview-name';

/** The file of a repository that a preview is made from, and the name that the file gives it, where it gives one. */
export const PreviewSource = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(200)
    .regex(/^[^\p{C}]+$/u, 'must have no control characters')
    .describe("The file's path in the repository, such as .idp/config.yml."),
  name: GivenName.describe('What tells this preview from the others of its pull request.').optional(),
});
export type PreviewSource = z.infer<typeof PreviewSource>;
