import * as z from 'zod';
import { Ttl } from '../lease';
import { TemplateName } from '../template/template-name';
import { ComponentName, StackName } from './names';

const number = '(?:0|[1-9][0-9]*)';
const range = `[\\^~]?${number}(?:\\.${number}){0,2}`;
const plain = '[a-z][a-z0-9-]{0,38}[a-z0-9]';
const howToWrite = 'write 1.2.3, 1.2, 1, ^1.2 or ~1.2';

const Range = z
  .string()
  .regex(new RegExp(`^${range}$`), `is not a version or range; ${howToWrite}`)
  .meta({ examples: ['^1.2'] });

/** `vpc`, `shop/vpc` or either with a range behind `@`. */
export const TemplateText = z
  .string()
  .regex(new RegExp(`^(?:${plain}/)?${plain}(?:@${range})?$`), {
    error: ({ input }) => whyNoTemplate(String(input)),
  })
  .meta({ examples: ['vpc@^1'] });

function whyNoTemplate(text: string): string {
  const { name, range: asked } = splitTemplate(text);
  if (TemplateName.safeParse(name).success)
    return `'${asked ?? ''}' is not a version or range; ${howToWrite} behind the @`;
  const isElsewhere = /:\/\/|::|^git@|^\.{0,2}\/|\.git\b|\.(?:com|org|io)\//.test(text);
  if (!isElsewhere) return `'${text}' is not the name of a template; write one such as vpc@^1 or shop/vpc@^1`;
  return `'${text}' is a source; a component names a published template, such as vpc@^1. Publish that one first: idp template publish`;
}

/** A template as a component names it. */
export function splitTemplate(text: string): { name: string; range?: string | undefined } {
  const [name = '', ...rest] = text.split('@');
  return rest.length === 0 ? { name } : { name, range: rest.join('@') };
}

const Lease = z
  .union([z.literal('permanent'), Ttl])
  .describe('How long it lives, such as 30d; or permanent, if the template allows that.')
  .meta({ examples: ['30d', 'permanent'] });

const Inputs = z
  .record(z.string(), z.json())
  .describe(
    "Values of the template's inputs. { ref: vpc.vpc_id } is an output of another component; texts may hold ${stack.name}, ${account}, ${region} and ${environment}.",
  );

const After = z
  .array(ComponentName)
  .describe(
    'Components that come first although none of their values is used; a reference says so by itself.',
  );
const Enabled = z.boolean().describe('false turns it off: what was built of it is destroyed after approval.');
const Target = z.string().min(1).describe("The target that it is built in; default: the stack's.");

/** What a component, and a mixin for components, may say. */
const shared = {
  inputs: Inputs.optional(),
  after: After.optional(),
  enabled: Enabled.optional(),
  target: Target.optional(),
  lease: Lease.optional(),
};

const Component = z.strictObject({
  template: TemplateText.describe(
    'The published template that it is made from, with the versions that may be used behind @; default: the newest.',
  ).optional(),
  mixins: z
    .array(ComponentName)
    .describe('Mixins that it takes over, later ones over earlier ones.')
    .optional(),
  ...shared,
});

const TemplateDefaults = z.strictObject({
  version: Range.describe('The versions for components that name none.').optional(),
  inputs: Inputs.optional(),
  lease: Lease.optional(),
});

const AccountId = z
  .string()
  .regex(/^\d{12}$/, 'must be the 12 digits of an AWS account, in quotes')
  .describe('The AWS account that the stack is built in, in quotes; ${account}.');

const Region = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'must be an AWS region, such as eu-central-1')
  .describe('The AWS region that the stack is built in; ${region}.');

/** The presets that are part of Leasehold. */
export const presetNames = ['development', 'staging', 'production'] as const;

/** A file of a folder of stacks: a stack if it says `stack`, otherwise a layer that stacks import. */
export const StackFile = z.strictObject({
  stack: StackName.describe('The name of the stack; a file without it is a layer.').optional(),
  import: z
    .array(z.string())
    .describe(
      'Layers below this file, later ones over earlier ones: paths from the folder of the stacks, or from this file with ./ or ../.',
    )
    .optional(),
  preset: z
    .enum(presetNames)
    .describe('A layer of Leasehold below all others: how environments of that kind usually are.')
    .optional(),
  account: AccountId.optional(),
  region: Region.optional(),
  environment: z
    .string()
    .regex(/^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/, 'must be 1 to 20 lowercase letters, digits and hyphens')
    .describe('The kind of environment, such as dev; ${environment}.')
    .optional(),
  target: z.string().min(1).describe('The target that its components are built in.').optional(),
  lease: Lease.optional(),
  isolated: z
    .boolean()
    .describe(
      'Whether its networks are not connected to other stacks, so that they may have the same addresses.',
    )
    .optional(),
  defaults: z
    .strictObject({ inputs: Inputs.optional() })
    .describe('Inputs for every component whose template has an input of that name.')
    .optional(),
  templates: z
    .record(TemplateName, TemplateDefaults)
    .describe('Defaults for every component of a template, by its name.')
    .optional(),
  mixins: z
    .record(ComponentName, z.strictObject(shared))
    .describe('Values that components take over by naming them, by the name of the mixin.')
    .optional(),
  components: z.record(ComponentName, Component).describe('The components, by their names.').optional(),
});
export type StackFile = z.infer<typeof StackFile>;
