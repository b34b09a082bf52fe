import * as z from 'zod';

const Attribute = z.looseObject({
  type: z.unknown().optional(),
  computed: z.boolean().optional(),
  optional: z.boolean().optional(),
  required: z.boolean().optional(),
});

const Schemas = z.looseObject({
  provider_schemas: z.record(
    z.string(),
    z.looseObject({
      resource_schemas: z.record(
        z.string(),
        z.looseObject({ block: z.looseObject({ attributes: z.record(z.string(), Attribute).optional() }) }),
      ),
    }),
  ),
});

/** What the provider's schema says of its types: whether they take tags, and the attributes by which a person names one. */
export const ProviderTypes = z.strictObject({
  provider: z.string(),
  types: z.record(
    z.string(),
    z.strictObject({ tags: z.literal(true).optional(), names: z.array(z.string()).optional() }),
  ),
});
export type ProviderTypes = z.infer<typeof ProviderTypes>;

const source = 'registry.terraform.io/hashicorp/aws';

/** Reads `terraform providers schema -json` of a release of the AWS provider. */
export function readProviderTypes(schemas: unknown, provider: string): ProviderTypes {
  const { provider_schemas: all } = Schemas.parse(schemas);
  const types = Object.entries(all[source]?.resource_schemas ?? {}).map(([type, { block }]) => {
    const attributes = block.attributes ?? {};
    const names = Object.keys(attributes).filter((name) => isName(name, attributes[name]));
    const tags = 'tags_all' in attributes;
    return [type, { ...(tags && { tags }), ...(names.length > 0 && { names: names.sort() }) }] as const;
  });
  return ProviderTypes.parse({
    provider,
    types: Object.fromEntries(types.sort(([one], [other]) => (one < other ? -1 : 1))),
  });
}

function isName(name: string, attribute: z.infer<typeof Attribute> | undefined): boolean {
  const given = attribute?.optional === true || attribute?.required === true;
  return given && attribute.type === 'string' && /^(\w+_)?(name|identifier|bucket)$/.test(name);
}
