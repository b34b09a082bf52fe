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
  change: PlannedChange.extend({ before: Attributes.nullish(), after: Attributes.nullish() }),
});
/** What happens to one instance of a resource; `before` is null for a create and `after` for a delete. */
export type ResourceChange = z.infer<typeof ResourceChange>;

const StoredResource = z.object({
  name: z.string(),
  schema_version: z.int().nonnegative().default(0),
  values: Attributes.default({}),
});

/** The state after the refresh; Terraform leaves out what is empty. */
const PriorState = z.object({
  values: z
    .object({ root_module: z.object({ resources: z.array(StoredResource).default([]) }).optional() })
    .optional(),
});

/** `terraform show -json <plan>` (developer.hashicorp.com/terraform/internals/json-format, 1.x), as far as we read it. */
const PlanJson = z.object({
  terraform_version: z.string(),
  variables: z.unknown().optional(),
  resource_changes: z.array(ResourceChange).default([]),
  output_changes: z.record(z.string(), PlannedChange).default({}),
  prior_state: PriorState.optional(),
  configuration: PlanConfiguration.optional(),
});
export type PlanJson = z.infer<typeof PlanJson>;

/** A plan without what nobody reads; CorruptRecord, naming the field, when something that we depend on has another shape. */
export function parsePlan(json: unknown): PlanJson {
  return parseRecord(PlanJson, json, 'terraform show -json');
}
