import * as z from 'zod';

/** The stage's own user pool, as ids of its people begin. */
export const ownPool = 'people';

/** What ids began with before they named an issuer; an issuer of that name could not be told from them. */
const reserved = ['repo', 'leasehold'];

/** The short name of an issuer, which the id of everybody it vouches for begins with: `<name>:<subject>`. */
export const IssuerName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be lower-case letters, digits and hyphens, a letter first')
  .refine((name) => !reserved.includes(name), { message: 'is reserved' })
  // For the JSON Schema, which sees no code.
  .meta({ not: { enum: reserved } });

/** An issuer as far as the question is whose the ids are that name none. */
interface NamedIssuer {
  name: string;
  kind: 'person' | 'workload';
}

/**
 * Whether ids and teams that name no issuer, as all did once, are of this one: the only issuer of its kind, or the one that
 * the configuration names. Of several of which it names none, nobody's are.
 */
export function isFormer(
  { name, kind }: NamedIssuer,
  issuers: readonly NamedIssuer[],
  named: readonly string[],
): boolean {
  const alike = new Set(issuers.filter((one) => one.kind === kind).map((one) => one.name));
  return alike.size === 1 || named.includes(name);
}
