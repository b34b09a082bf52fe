/** The value of a planned attribute, known at plan time or taken from a parent that exists; undefined when unknown. */
export type Value = (attribute: string) => string | undefined;

/** The last part of what is referred to by ARN or URL, which is its name; `{attribute}` while it is not known. */
export const nameIn = (attribute: string, value: Value): string =>
  value(attribute)?.split('/').at(-1) ?? `{${attribute}}`;
