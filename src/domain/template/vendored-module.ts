import * as z from 'zod';

/** A module that a bundle holds, by the way that Terraform comes to it. */
export const BundledModule = z.strictObject({
  /** Terraform's path of its call: `vpc`, or `app.queue` for the call `queue` within the module `app`. */
  key: z.string(),
  /** As Terraform has it: `registry.terraform.io/terraform-aws-modules/vpc/aws`. */
  source: z.string(),
  /** Which of a registry's versions it is; a module of no registry has none. */
  version: z.string().optional(),
  /** Where it lies, from the template's folder. */
  folder: z.string(),
});
export type BundledModule = z.infer<typeof BundledModule>;

/** A module from elsewhere that a bundle holds: fetched by Terraform when the version was published, and never again. */
export const VendoredModule = BundledModule.extend({
  /** Of the paths and contents of what the bundle holds of it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
});
export type VendoredModule = z.infer<typeof VendoredModule>;
