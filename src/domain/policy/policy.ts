import * as z from 'zod';
import { Ttl } from '../lease';

const Names = z.array(z.string().min(1).max(200)).min(1).max(100);
const Globs = Names.describe('Names; * matches any characters.');
const Usd = z.number().nonnegative();
const Scalar = z.union([z.string(), z.number(), z.boolean()]);
const Pattern = z
  .string()
  .max(200)
  .refine((text) => isPattern(text), 'must be a regular expression');

/** What a rule looks at; each kind has one of these, and says itself what its limit is. */
const checks = {
  monthlyAbove: Usd.describe('The estimated cost of a month, in USD, is above this.'),
  leaseCostAbove: Usd.describe(
    'The estimated cost of the lease, in USD, is above this; a permanent lease always is.',
  ),
  unpriced: z.literal(true).describe('A part has no price.'),
  leaseLongerThan: Ttl.describe('The lease is longer than this; a permanent lease always is.'),
  losesData: z
    .array(z.enum(['delete', 'replace']))
    .min(1)
    .describe('An object that holds data is deleted or replaced.'),
  deletesAbove: z.number().int().nonnegative().describe('More objects are deleted or replaced than this.'),
  types: z
    .strictObject({ allowed: Globs.optional(), denied: Globs.optional() })
    .refine(({ allowed, denied }) => (allowed === undefined) !== (denied === undefined), {
      message: 'needs either allowed or denied',
    })
    .describe('An object of a type that is not allowed, or denied, is made or changed.'),
  value: z
    .strictObject({
      type: z.string().min(1).max(200).describe('Types of resources; * matches any characters.'),
      attribute: z
        .string()
        .min(1)
        .max(200)
        .describe('An attribute, or one within it: root_block_device.volume_size.'),
      allowed: z.array(Scalar).min(1).optional().describe('The only values that it may have.'),
      denied: z.array(Scalar).min(1).optional().describe('Values that it must not have.'),
      matches: Pattern.optional().describe('A regular expression that its value must match.'),
      most: z.number().optional().describe('The largest number that it may be.'),
      least: z.number().optional().describe('The smallest number that it may be.'),
    })
    .refine(({ type: _type, attribute: _attribute, ...limits }) => Object.keys(limits).length === 1, {
      message: 'needs one of allowed, denied, matches, most and least',
    })
    .describe(
      'An attribute of what is made or changed has another value, or one that is known only after apply.',
    ),
  regions: z.strictObject({ allowed: Globs }).describe('It is built in a region that is not allowed.'),
  tags: z
    .strictObject({
      required: z
        .record(z.string().min(1), Pattern)
        .describe('Names of tags with the pattern of their values.'),
      types: Globs.optional(),
    })
    .describe('An object that takes tags is made or changed without one of these.'),
};

/** The kinds of rules. */
export type CheckName = keyof typeof checks;
export const checkNames = Object.keys(checks) as CheckName[];

/** Whom a rule is about: all where nothing is named. */
const Scope = z.strictObject({
  templates: Globs.optional(),
  teams: Globs.optional(),
  targets: Globs.optional(),
});

/** One rule: what it looks at, whom it is about, and what becomes of a plan that it finds something in. */
export const PolicyRule = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,59}$/, 'must be of small letters, digits and hyphens, a letter first')
      .describe('By which findings, tests and documents of plans name the rule.'),
    then: z.enum(['deny', 'approve']).describe('approve: another person must approve the plan.'),
    fix: z.string().min(1).max(500).optional().describe('What to do instead; in place of the built-in text.'),
    for: Scope.optional().describe('Whom the rule is about; without it, everyone.'),
    ...Object.fromEntries(Object.entries(checks).map(([name, schema]) => [name, schema.optional()])),
  } as {
    name: z.ZodString;
    then: z.ZodEnum<{ deny: 'deny'; approve: 'approve' }>;
    fix: z.ZodOptional<z.ZodString>;
    for: z.ZodOptional<typeof Scope>;
  } & { [Name in CheckName]: z.ZodOptional<(typeof checks)[Name]> })
  .refine((rule) => checkNames.filter((name) => rule[name] !== undefined).length === 1, {
    message: `needs exactly one of ${checkNames.join(', ')}`,
  });
export type PolicyRule = z.infer<typeof PolicyRule>;

/** The kind of a rule: it has one of them, as its schema says. */
export function checkNameOf(rule: PolicyRule): CheckName {
  const [kind] = checkNames.filter((name) => rule[name] !== undefined);
  if (kind === undefined) throw new TypeError(`The rule '${rule.name}' looks at nothing.`);
  return kind;
}

/** All rules of a stage; every one is asked, and the strictest answer counts. */
export const Policy = z
  .strictObject({
    version: z.string().min(1).max(60).describe('Named in the document of each plan that it judged.'),
    rules: z.array(PolicyRule).max(200).describe('All are asked; the strictest answer counts.'),
  })
  .refine(({ rules }) => new Set(rules.map(({ name }) => name)).size === rules.length, {
    path: ['rules'],
    message: 'must not have two rules of one name',
  });
export type Policy = z.infer<typeof Policy>;

/** A stage without rules. */
export const noPolicy: Policy = { version: 'none', rules: [] };

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
