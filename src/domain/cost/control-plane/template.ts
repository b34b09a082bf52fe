/** A resource of a CloudFormation template, as far as its cost needs. */
export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
}

/** The resources of one synthesized stack by their logical ids. */
export type TemplateResources = Record<string, TemplateResource>;

/** A value inside a resource's properties by its path, or undefined where there is none. */
export function propertyOf({ Properties }: TemplateResource, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    Properties,
  );
}

/** The resource of the same stack that an `Fn::GetAtt` or a `Ref` names. */
export function referred(resources: TemplateResources, reference: unknown): TemplateResource | undefined {
  const { 'Fn::GetAtt': attribute, Ref: ref } = (reference ?? {}) as {
    'Fn::GetAtt'?: string[];
    Ref?: string;
  };
  const id = attribute?.[0] ?? ref;
  return id === undefined ? undefined : resources[id];
}

/** The one resource of that type whose property ends with a name; an Error says which one is missing. */
export function named(resources: TemplateResources, type: string, [property, name]: [string, string]) {
  const found = Object.values(resources).find(
    (one) => one.Type === type && String(propertyOf(one, property)).endsWith(`-${name}`),
  );
  if (found === undefined) throw new Error(`The template has no ${type} called ${name}`);
  return found;
}
