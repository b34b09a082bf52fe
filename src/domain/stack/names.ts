import * as z from 'zod';

/** A stack, a component or a mixin: short enough that `<stack>-<component>` is a label of at most 41 characters. */
const Name = z
  .string()
  .regex(
    /^[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?$/,
    'must be 1 to 20 lowercase letters, digits and hyphens, beginning with a letter and not ending with a hyphen',
  );

export const StackName = Name.meta({ examples: ['dev'] });
export const ComponentName = Name.meta({ examples: ['vpc'] });

/** The key of a component's environment; no plain name has a dot, so that none is taken for another. */
export function keyOf(stack: string, component: string): string {
  return `${stack}.${component}`;
}

/** What the resources of a component are named after. */
export function labelOf(stack: string, component: string): string {
  return `${stack}-${component}`;
}
