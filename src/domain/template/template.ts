import * as z from 'zod';
import { DomainError } from '../base/errors';
import { parseTtl, Ttl } from '../lease';
import { issuesOf } from '../base/parse';
import { Engine } from './engine';
import { parserOf, tryParse, whyNoSchema } from './json-schema';
import { SleepRules } from './sleep-rules';
import { TemplateName } from './template-name';
import { TemplateNeeds } from './template-needs';
import { VersionSource } from './version-source';
import { VendoredModule } from './vendored-module';

const maxInputBytes = 16 * 1024;

const Semver = z.string().regex(/^\d+\.\d+\.\d+$/, 'must be a version such as 1.0.0');
const Digest = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex');

/** When a plan needs a person's yes: never, always, or above a monthly cost in USD. */
export const ApprovalRule = z
  .union([
    z.enum(['auto', 'always']),
    z.strictObject({ above: z.number().nonnegative().describe('USD a month.') }),
  ])
  .describe('When a plan needs approval: never (auto), always, or above a monthly cost in USD.');
export type ApprovalRule = z.infer<typeof ApprovalRule>;

/** One priced thing of a template, before a plan exists; `{ input }` takes the value of that input, or how many it holds. */
export const CostLine = z.strictObject({
  type: z.string().describe("Terraform's resource type, such as aws_nat_gateway."),
  count: z
    .union([z.number().nonnegative(), z.strictObject({ input: z.string().describe('Name of an input.') })])
    .optional()
    .describe('How many: a number, the value of an input, or how many values that input holds.'),
  with: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('Attributes that its price depends on; { input: <name> } is the value of that input.'),
  when: z
    .strictObject({
      input: z.string().describe('Name of an input.'),
      equals: z.unknown().describe('The value with which the resource is there.'),
    })
    .optional()
    .describe('It is there only if an input has this value.'),
  asleep: z
    .union([z.literal(false), z.record(z.string(), z.unknown())])
    .optional()
    .describe(
      'What differs while it sleeps: false if it does not exist then; otherwise the values of `with` that differ.',
    ),
});
export type CostLine = z.infer<typeof CostLine>;

const InputSchema = z
  .looseObject({
    type: z.literal('object'),
    additionalProperties: z.literal(false),
    properties: z.record(
      z.string(),
      z.looseObject({ description: z.string(), sensitive: z.boolean().optional() }),
    ),
    required: z.array(z.string()).default([]),
  })
  .superRefine(refuseNoSchema);

/** What an output is, in words of JSON Schema; what has more to say has a schema. */
export const OutputType = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object']);

/** What the values of an output are, as JSON Schema; missing in versions of before that was kept. */
export const OutputSchema = z.record(z.string(), z.unknown()).superRefine(refuseNoSchema);

function refuseNoSchema(schema: Record<string, unknown>, context: z.RefinementCtx): void {
  const why = whyNoSchema(schema);
  if (why !== undefined) context.addIssue({ code: 'custom', message: `is not a valid JSON Schema: ${why}` });
}

/** What a version of a template is, asks for, costs and promises: its `template.yaml`, joined with what its module says. */
export const Manifest = z
  .strictObject({
    title: z.string().min(1).max(100).describe('Its name for people.'),
    description: z.string().min(1).max(1000).describe('What it is for.'),
    version: Semver.describe('Its version; a published version never changes its content.'),
    lease: z
      .strictObject({
        default: Ttl.describe('How long an environment lives by default, such as 7d.'),
        max: Ttl.describe('The longest that an environment may live, such as 30d.'),
        permanent: z.boolean().default(false).describe('Whether an environment may have no end.'),
      })
      .describe('How long environments of it live.'),
    approval: ApprovalRule.default('auto'),
    role: z
      .enum(['developer', 'admin'])
      .default('developer')
      .describe('The least role that may create an environment of it.'),
    withdrawn: z
      .array(Semver)
      .max(1_000)
      .default([])
      .describe(
        'Versions that nothing may be created, changed or applied with any more; environments of them still end.',
      ),
    inputs: InputSchema,
    outputs: z.record(
      z.string(),
      z.strictObject({
        description: z.string(),
        sensitive: z.boolean().default(false),
        type: OutputType.optional(),
        schema: OutputSchema.optional(),
      }),
    ),
    needs: TemplateNeeds.optional(),
    cost: z
      .array(CostLine)
      .default([])
      .describe('What is priced before there is a plan, a line for each resource.'),
    sleep: SleepRules.optional().describe('What sleep changes; a version without it cannot sleep.'),
  })
  .refine((manifest) => parseTtl(manifest.lease.default) <= parseTtl(manifest.lease.max), {
    path: ['lease', 'default'],
    message: 'must not be longer than lease.max',
  });
export type Manifest = z.infer<typeof Manifest>;

/** A manifest as it may be published: read later, an old version may be among the withdrawn ones. */
export const PublishableManifest = Manifest.refine(({ version, withdrawn }) => !withdrawn.includes(version), {
  path: ['withdrawn'],
  message: 'must not name the version itself; withdraw it with a newer one',
});

/** One version of a template, published or tried: its manifest and the digest that names its bundle. */
export const TemplateVersion = z.strictObject({
  name: TemplateName,
  version: Semver,
  bundle: Digest,
  engine: Engine,
  publishedAt: z.string(),
  manifest: Manifest,
  /** The modules from elsewhere that its bundle holds; absent where it holds none. */
  modules: z.array(VendoredModule).optional(),
  /** The types of resources that its bundle declares, sorted; absent in versions of before. */
  types: z.array(z.string()).optional(),
  /** Who published it, where that was a person or a workflow by the API. */
  publishedBy: z.string().optional(),
  /** The commit that it was read from, where its publisher said so. */
  source: VersionSource.optional(),
});
export type TemplateVersion = z.infer<typeof TemplateVersion>;

/** A template's version that is ready to be published: what the catalog will say of it, and the bundle's bytes. */
export interface PackedBundle extends Omit<TemplateVersion, 'publishedAt' | 'publishedBy' | 'source'> {
  zip: Uint8Array;
}

/** A version that its publishers would rather nobody began with (`deprecated`), or that nothing may be made with any more. */
export const RetiredVersion = z.strictObject({
  version: Semver,
  as: z.enum(['deprecated', 'withdrawn']),
  reason: z.string().min(1).max(500),
  by: z.string(),
  at: z.string(),
});
export type RetiredVersion = z.infer<typeof RetiredVersion>;

/** How long environments of a team's template may live, as far as an administrator has to accept that. */
export const AcceptedLease = z.strictObject({ max: Ttl, permanent: z.boolean() });
export type AcceptedLease = z.infer<typeof AcceptedLease>;

/** So many versions of a template are retired at most. */
export const mostRetired = 1_000;

/** A template with its versions, newest first, and what was decided about it since they were published. */
export const CatalogEntry = z.strictObject({
  name: TemplateName,
  versions: z.array(TemplateVersion).min(1),
  /** Of a team's template: the types of resources that an administrator accepted, each until it is taken back. */
  accepted: z.array(z.string()).optional(),
  /** Of the same: the longest lease that an administrator accepted. */
  acceptedLease: AcceptedLease.optional(),
  retired: z.array(RetiredVersion).max(mostRetired).optional(),
});
export type CatalogEntry = z.infer<typeof CatalogEntry>;

/** A bundle that is not published and may be tried: by whom, and until when something may be made of it. */
export const Trial = z.strictObject({ of: TemplateVersion, by: z.string(), expiresAt: z.string() });
export type Trial = z.infer<typeof Trial>;

/** The catalog: every template, and what is being tried besides. */
export const Catalog = z.strictObject({
  templates: z.array(CatalogEntry),
  trials: z.array(Trial).optional(),
});
export type Catalog = z.infer<typeof Catalog>;

/** What an environment is pinned to: this version, this bundle, this engine. */
export const TemplatePin = z.strictObject({
  name: TemplateName,
  version: Semver,
  bundle: Digest,
  engine: Engine,
});
export type TemplatePin = z.infer<typeof TemplatePin>;

/**
 * What the last change of version did to the inputs: names of what had been given and `from` knew, but the version does not
 * (`dropped`), and of inputs that it has and `from` had not (`added`).
 */
export const Upgrade = z.strictObject({
  from: Semver,
  dropped: z.array(z.string()),
  added: z.array(z.string()),
});
export type Upgrade = z.infer<typeof Upgrade>;

/** The values of a template's inputs, at most 16 KB as JSON. */
export const Inputs = z.record(z.string(), z.json());
export type Inputs = z.infer<typeof Inputs>;

/** The pin of a published version. */
export function pinOf({ name, version, bundle, engine }: TemplateVersion): TemplatePin {
  return { name, version, bundle, engine };
}

/** The named version of a template, or its newest; TemplateNotFound lists what there is. */
export function findTemplate(catalog: Catalog, name: string, version?: string): TemplateVersion {
  const versions = catalog.templates.find((template) => template.name === name)?.versions ?? [];
  const found = version === undefined ? versions[0] : versions.find((one) => one.version === version);
  if (found) return found;
  const known =
    versions.length > 0
      ? versions.map((one) => `${name}@${one.version}`)
      : catalog.templates.map((t) => t.name);
  throw new DomainError('TemplateNotFound', {
    template: version === undefined ? name : `${name}@${version}`,
    known,
  });
}

/** The inputs with the manifest's defaults filled in, of which the given ones may be 16 KB; every wrong or unknown one is named as `inputs.<name>`. */
export function parseInputs(manifest: Manifest, given: unknown): Inputs {
  const parsed = tryParse(parserOf(manifest.inputs), given ?? {});
  if (!parsed.success) throw new DomainError('InvalidRequest', { issues: issuesOf(parsed.error, 'inputs') });
  const bytes = Buffer.byteLength(JSON.stringify(given ?? {}));
  if (bytes <= maxInputBytes) return parsed.data as Inputs;
  const message = `are ${bytes} bytes as JSON; at most ${maxInputBytes} are allowed`;
  throw new DomainError('InvalidRequest', { issues: [{ field: 'inputs', message }] });
}
