import * as z from 'zod';
import { parseRecord } from '../base/parse';

/** The schema of a resource type; its blocks are most of a document of many megabytes, and are left out unread. */
const ResourceSchema = z.object({ version: z.int().nonnegative().default(0) });

const ProviderSchema = z.object({
  resource_schemas: z.record(z.string(), ResourceSchema).default({}),
});

/** `terraform providers schema -json`, as far as we read it: providers by their source, resource types by their names. */
const ProviderSchemasJson = z.object({
  provider_schemas: z.record(z.string(), ProviderSchema).default({}),
});
export type ProviderSchemasJson = z.infer<typeof ProviderSchemasJson>;

/** The schemas without what nobody reads; CorruptRecord, naming the field, when Terraform wrote another shape. */
export function parseProviderSchemas(json: unknown): ProviderSchemasJson {
  return parseRecord(ProviderSchemasJson, json, 'terraform providers schema -json');
}
