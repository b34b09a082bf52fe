import * as z from 'zod';
import { Inputs, Manifest, OutputType } from './template';

/** What a template.yaml adds to the inputs that the variables of its module are: bounds, choices, formats, words for a form. */
const AddedInputs = z.looseObject({
  type: z.literal('object').optional(),
  additionalProperties: z.literal(false).optional(),
  /** Inputs that a person must give, though Terraform has a value for them. */
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.looseObject({ sensitive: z.boolean().optional() })).default({}),
});
export type AddedInputs = z.infer<typeof AddedInputs>;

const AddedOutput = z.strictObject({
  description: z.string().optional(),
  sensitive: z.boolean().optional(),
  type: OutputType.optional(),
});
export type AddedOutput = z.infer<typeof AddedOutput>;

/** A module from elsewhere that is a whole template by itself: its source, and which of a registry's versions. */
export const WholeModule = z.strictObject({ source: z.string(), version: z.string().optional() });
export type WholeModule = z.infer<typeof WholeModule>;

/** `template.yaml` as it is written: what a template is, promises and costs, and what Terraform cannot say of its inputs and outputs. */
export const TemplateFile = z.strictObject({
  ...Manifest.shape,
  inputs: AddedInputs.prefault({}),
  outputs: z.record(z.string(), AddedOutput).default({}),
  /** The root module, where there is none beside the file. */
  module: WholeModule.optional(),
  /** Values of variables that nobody else gives. */
  set: Inputs.default({}),
});
export type TemplateFile = z.infer<typeof TemplateFile>;
