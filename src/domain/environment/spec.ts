import * as z from 'zod';
import { ImportedObject } from './adopt/imported-object';
import { Consent } from './plan';
import { References } from './uses/references';
import { Nap } from './sleep/sleep-state';
import { ApprovalRule, Inputs, TemplatePin, Upgrade } from '../template/template';
import { Instant } from '../base/time';

/** With what the plan of a component is left to be held against one that was shown: the salt of its secrets, and of which outputs inputs are. */
export const PlanComparison = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{32,128}$/),
  from: z.record(z.string(), z.array(z.string().max(300))),
});
export type PlanComparison = z.infer<typeof PlanComparison>;

/**
 * What an environment is to be made of: the pinned template and the inputs as they were given, with the names of those whose
 * values nobody is shown; the version's defaults are added when it is planned. `askedBy` and the names are missing where it was
 * asked for before that was kept; the defaults of that time are among what was given then.
 */
export const Spec = z.strictObject({
  template: TemplatePin,
  inputs: Inputs,
  sensitive: z.array(z.string()).optional(),
  approval: ApprovalRule,
  askedBy: z.string().optional(),
  upgrade: Upgrade.optional(),
  /** Of a version that can sleep; missing in every other, and where it was asked for before that was kept. */
  sleep: Nap.optional(),
  /** Which inputs were taken from outputs of others; missing where none was. */
  references: References.optional(),
  /** What exists already and is taken in; missing where nothing is. */
  imports: z.array(ImportedObject).max(1).optional(),
  /** The order of its stack that asked for this; missing in what is no component. */
  order: z.int().positive().optional(),
  /** Where somebody said yes to a plan of its whole stack; missing everywhere else. */
  comparison: PlanComparison.optional(),
});
export type Spec = z.infer<typeof Spec>;

/** What the last run that began applying worked with; a destroy uses this, whatever was wanted since. */
export const Applied = z.strictObject({
  ...Spec.shape,
  run: z.ulid(),
  planDigest: z.string(),
  at: Instant,
  /** When the first of the life began to be applied; missing where that was before it was kept. */
  since: Instant.optional(),
  /** Missing where it was applied before that was kept. */
  consent: Consent.optional(),
});
export type Applied = z.infer<typeof Applied>;
