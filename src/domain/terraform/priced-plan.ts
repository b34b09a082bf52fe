import * as z from 'zod';
import { parseRecord } from '../base/parse';

const Attributes = z.record(z.string(), z.unknown());

const ResourceChange = z.looseObject({
  address: z.string(),
  module_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  deposed: z.string().optional(),
  change: z.looseObject({
    actions: z.array(z.string()),
    before: Attributes.nullish(),
    after: Attributes.nullish(),
  }),
});
export type ResourceChange = z.infer<typeof ResourceChange>;

export interface ConfigModule {
  resources?: { mode: string; type: string; name: string; expressions?: unknown }[] | undefined;
  module_calls?: Record<string, { module?: ConfigModule | undefined }> | undefined;
}

const ConfigModule: z.ZodType<ConfigModule> = z.looseObject({
  resources: z
    .array(
      z.looseObject({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        expressions: z.unknown().optional(),
      }),
    )
    .optional(),
  get module_calls() {
    return z.record(z.string(), z.looseObject({ module: ConfigModule.optional() })).optional();
  },
});

/** What pricing needs of `terraform show -json <plan>` (format 1.x), see developer.hashicorp.com/terraform/internals/json-format. */
const PricedPlanJson = z.looseObject({
  resource_changes: z.array(ResourceChange).default([]),
  configuration: z.looseObject({ root_module: ConfigModule.optional() }).optional(),
});
export type PricedPlanJson = z.infer<typeof PricedPlanJson>;

/** Reads the parts of a plan that matter here; anything else is a CorruptRecord. */
export function parsePlanJson(json: unknown): PricedPlanJson {
  return parseRecord(PricedPlanJson, json, 'terraform show -json');
}
