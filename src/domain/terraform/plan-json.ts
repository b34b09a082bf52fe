import * as z from 'zod';
import { parseRecord } from '../base/parse';
import { PlanConfiguration } from './plan-configuration';

const Attributes = z.record(z.string(), z.unknown());

const PlannedChange = z.object({
  actions: z.array(z.string()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  /** True, or in the shape of the value with true where it is meant; so are the two below. */
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
});
/** What happens to a value, before and after; of an output it may be any JSON. */
export type PlannedChange = z.infer<typeof PlannedChange>;

/** Where in an object an attribute is: names of attributes, indexes of lists and keys of maps. */
const AttributePath = z.array(z.union([z.string(), z.number()]));
export type AttributePath = z.infer<typeof AttributePath>;

const ResourceChange = z.object({
  address: z.string(),
  /** With the keys of `count` and `for_each`; absent in the root module. */
  module_address: z.string().optional(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  name: z.string(),
  index: z.union([z.string(), z.number()]).nullish(),
  provider_name: z.string(),
  /** The key of an object that a replacement left behind and that is still to be deleted. */
  deposed: z.string().optional(),
  /** Where it was in the state before this plan. */
  previous_address: z.string().optional(),
  /** Why Terraform chose the action, such as `replace_because_cannot_update`; later versions may know more. */
  action_reason: z.string().optional(),
  change: PlannedChange.extend({
    before: Attributes.nullish(),
    after: Attributes.nullish(),
    /** Present where the object exists already and is taken in. */
    importing: z.object({ id: z.string().optional() }).nullish(),
    /** What cannot be changed in place. */
    replace_paths: z.array(AttributePath).optional(),
  }),
});
/** What happens to one instance of a resource; `before` is null for a create and `after` for a delete. */
export type ResourceChange = z.infer<typeof ResourceChange>;

const Check = z.object({
  address: z.object({ to_display: z.string() }),
  status: z.string(),
  instances: z
    .array(
      z.object({
        address: z.object({ to_display: z.string() }),
        status: z.string(),
        problems: z.array(z.object({ message: z.string() })).default([]),
      }),
    )
    .default([]),
});

const StoredResource = z.object({
  address: z.string().optional(),
  mode: z.string().optional(),
  type: z.string().optional(),
  name: z.string(),
  schema_version: z.int().nonnegative().default(0),
  values: Attributes.default({}),
});

/** A module of a state; `address` is absent in the root. */
export interface StoredModule {
  address?: string | undefined;
  resources: z.infer<typeof StoredResource>[];
  child_modules: StoredModule[];
}

const StoredModule: z.ZodType<StoredModule> = z.object({
  address: z.string().optional(),
  resources: z.array(StoredResource).default([]),
  get child_modules() {
    return z.array(StoredModule).default([]);
  },
});

/** The state after the refresh, data sources too; Terraform leaves out what is empty. */
const PriorState = z.object({ values: z.object({ root_module: StoredModule.optional() }).optional() });

/** `terraform show -json <plan>` (developer.hashicorp.com/terraform/internals/json-format, 1.x), as far as we read it. */
const PlanJson = z.object({
  terraform_version: z.string(),
  variables: z.unknown().optional(),
  resource_changes: z.array(ResourceChange).default([]),
  /** What became of objects since the state was written. */
  resource_drift: z.array(ResourceChange).default([]),
  /** What other objects of the plan are made of. */
  relevant_attributes: z.array(z.object({ resource: z.string(), attribute: AttributePath })).default([]),
  output_changes: z.record(z.string(), PlannedChange).default({}),
  checks: z.array(Check).default([]),
  prior_state: PriorState.optional(),
  configuration: PlanConfiguration.optional(),
});
export type PlanJson = z.infer<typeof PlanJson>;

/** A plan without what nobody reads; CorruptRecord, naming the field, when something that we depend on has another shape. */
export function parsePlan(json: unknown): PlanJson {
  return parseRecord(PlanJson, json, 'terraform show -json');
}
