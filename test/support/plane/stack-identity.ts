/** One resource of a synthesized template, as far as it is compared. */
export interface StackResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DeletionPolicy?: string;
}

/** A synthesized template, as far as it is compared. */
export interface StackDocument {
  Resources: Record<string, StackResource>;
  Outputs?: Record<string, unknown>;
}

/** By what a deployment knows a stack's parts: logical ids with types and physical names, and the outputs as they are. */
export interface StackIdentity {
  resources: Record<string, Record<string, unknown>>;
  outputs: Record<string, unknown>;
}

/** Properties that are a thing's name in its account and region. */
const naming = /(?<!Attribute|Index|Metric|Policy|Dimension)Name$|^DomainName$|^Domain$/;

/** What must not change in a stack that runs: a changed id or name is a new resource, and the old one is deleted. */
export function identityOf({ Resources, Outputs = {} }: StackDocument): StackIdentity {
  const resources = Object.entries(Resources).map(([id, { Type, Properties = {}, DeletionPolicy }]) => {
    const names = Object.entries(Properties).filter(([property]) => naming.test(property));
    return [id, { Type, DeletionPolicy, ...Object.fromEntries(names) }];
  });
  return { resources: Object.fromEntries(resources), outputs: Outputs };
}
