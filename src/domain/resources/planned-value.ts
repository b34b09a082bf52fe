/** The value of a planned attribute, known at plan time or taken from a parent that exists; undefined when unknown. */
export type Value = (attribute: string) => string | undefined;

/** What a plan says of one resource. */
export interface Planned {
  value: Value;
  /** Whether an attribute is set, if only to what is not known before the apply; false, 0 and an empty list are not. */
  isSet: (attribute: string) => boolean;
  /** Whether it is set to what is known, where the provider fills in an attribute that nobody sets. */
  isKnown: (attribute: string) => boolean;
  /** The first nested block of an attribute. */
  block: (attribute: string) => Planned;
  /** Whether the attribute is another one after an update. */
  isChanged: (attribute: string) => boolean;
  /** The resource of a type in the same plan whose attribute `name` is this one's attribute `by`. */
  other: (type: string, by: string) => Planned | undefined;
}

/** The last part of what is referred to by ARN or URL, which is its name; `{attribute}` while it is not known. */
export const nameIn = (attribute: string, value: Value): string =>
  value(attribute)?.split('/').at(-1) ?? `{${attribute}}`;
