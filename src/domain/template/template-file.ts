import * as z from 'zod';
import { Inputs, Manifest, OutputType } from './template';

/** What a template.yaml adds to the inputs that the variables of its module are: bounds, choices, formats, words for a form. */
const AddedInputs = z
  .looseObject({
    type: z.literal('object').optional().describe('Always object.'),
    additionalProperties: z.literal(false).optional().describe('Always false.'),
    required: z
      .array(z.string())
      .default([])
      .describe('Inputs that are required although Terraform has a default for them.'),
    properties: z
      .record(z.string(), z.looseObject({ sensitive: z.boolean().optional() }))
      .default({})
      .describe('What Terraform cannot express of an input, by its name: bounds, choices and texts.'),
  })
  .describe('Every variable of the module is an input; this narrows and describes them.');
export type AddedInputs = z.infer<typeof AddedInputs>;

const AddedOutput = z.strictObject({
  description: z.string().optional().describe("Replaces the description that the module's output has."),
  sensitive: z.boolean().optional().describe('As the module has it.'),
  type: OutputType.optional().describe('The type of its value; write it in the schema.'),
  schema: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What its values are, which Terraform does not declare: type, format, bounds and parts.'),
});
export type AddedOutput = z.infer<typeof AddedOutput>;

/** A module from elsewhere that is a whole template by itself: its source, and which of a registry's versions. */
export const WholeModule = z.strictObject({
  source: z.string().describe('As in a module block, such as terraform-aws-modules/vpc/aws.'),
  version: z.string().optional().describe('An exact version, of a module of a registry.'),
});
export type WholeModule = z.infer<typeof WholeModule>;

/** `template.yaml` as it is written: what a template is, promises and costs, and what Terraform cannot say of its inputs and outputs. */
export const TemplateFile = z.strictObject({
  ...Manifest.shape,
  inputs: AddedInputs.prefault({}),
  outputs: z
    .record(z.string(), AddedOutput)
    .default({})
    .describe('What Terraform cannot express of an output, by its name.'),
  module: WholeModule.optional().describe('The root module, if there is none beside the file.'),
  set: Inputs.default({}).describe(
    'Fixed values of variables, which are then not inputs; ${leasehold.name} and ${leasehold.id} are those of the environment.',
  ),
});
export type TemplateFile = z.infer<typeof TemplateFile>;
