import * as z from 'zod';
import { isComponentKey } from './stack/part-of-stack';

/** A name: 2 to 32 characters, lower-case letters, digits and single hyphens, a letter first. */
export const EnvironmentName = z
  .string()
  .min(2, 'must have at least 2 characters')
  .max(32, 'must have at most 32 characters')
  .regex(
    /^[a-z][a-z0-9-]*[a-z0-9]$/,
    'must be lower-case letters, digits and hyphens, start with a letter and not end with a hyphen',
  )
  .refine((name) => !name.includes('--'), 'must not have two hyphens in a row')
  // For the API's description, which sees no code: both rules in one.
  .meta({ pattern: '^[a-z](?:-?[a-z0-9])+$', examples: ['demo'] });

/** The key of an environment: its name, or `<stack>.<component>` of one that is a component. */
export const EnvironmentKey = z
  .string()
  .superRefine((name, context) => {
    if (isComponentKey(name)) return;
    const issues = EnvironmentName.safeParse(name).error?.issues ?? [];
    for (const { message } of issues) context.addIssue({ code: 'custom', message });
  })
  .meta({
    minLength: 2,
    maxLength: 41,
    pattern:
      '^(?:(?=.{2,32}$)[a-z](?:-?[a-z0-9])+|[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?\\.[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?)$',
    examples: ['demo'],
  });
