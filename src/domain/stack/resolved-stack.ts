import * as z from 'zod';
import { TemplatePin } from '../template/template';
import { ComponentName, StackName } from './names';

/** Where a value is from: the layer by its place in `layers`, and the line and column in it, both from 1. */
export const Source = z.strictObject({
  layer: z.int().nonnegative().describe('Index of the layer in layers.'),
  line: z.int().positive(),
  column: z.int().positive(),
});
export type Source = z.infer<typeof Source>;

const Pointer = z
  .string()
  .regex(/^(?:\/(?:[^/~]|~[01])*)+$/, 'must be a JSON pointer')
  .meta({ examples: ['/node_groups/0/max'] });

/** A value of a component with its source, and the sources of what it overrode, the latest first. */
export const ValueSource = z.strictObject({
  path: Pointer.describe('The value, from inputs.'),
  source: Source,
  overrode: z.array(Source).optional().describe('What it overrode, the latest first.'),
});
export type ValueSource = z.infer<typeof ValueSource>;

const UsedOutput = z.strictObject({
  path: Pointer.describe('The input, or the part of one, that takes the value.'),
  ref: z
    .string()
    .describe('The output: vpc.vpc_id, other-stack/vpc.vpc_id or env:name.output, with one step at most.'),
});

/** A component of a resolved stack: pinned to a version and bundle, with its values and where each is from. */
export const ResolvedComponent = z.strictObject({
  template: TemplatePin.pick({ name: true, version: true, bundle: true }),
  range: z.string().optional().describe('The versions that the layers allow; absent where they allow any.'),
  enabled: z.boolean(),
  after: z
    .array(ComponentName)
    .describe('Components of the stack that come first, beside those that it refers to.'),
  target: z.string().optional(),
  lease: z.string().optional().describe('How long it lives, or permanent.'),
  inputs: z.record(z.string(), z.json()).describe('The values; where a reference is, its map { ref }.'),
  references: z
    .array(UsedOutput)
    .describe('Every reference: a map { ref } of inputs that is not here is a value.'),
  sources: z.array(ValueSource).describe('The source of every value.'),
});
export type ResolvedComponent = z.infer<typeof ResolvedComponent>;

/** A stack as its layers make it: what a revision of it is made of, checked again by the control plane. */
export const ResolvedStack = z.strictObject({
  format: z.literal(1),
  stack: StackName,
  account: z.string().optional(),
  region: z.string().optional(),
  environment: z.string().optional(),
  target: z.string().optional(),
  lease: z.string().optional(),
  layers: z
    .array(
      z.strictObject({
        file: z.string().describe('From the folder of the stacks; a preset as preset:<name>.'),
        digest: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'),
      }),
    )
    .min(1)
    .describe('The layers, lowest first; the last is the file of the stack.'),
  components: z.record(ComponentName, ResolvedComponent),
});
export type ResolvedStack = z.infer<typeof ResolvedStack>;
