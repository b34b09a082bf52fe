import * as z from 'zod';

const word = '[a-z](?:[a-z0-9-]{0,18}[a-z0-9])?';
const componentKey = new RegExp(`^${word}\\.${word}$`);
const longestLabel = 32;

/** That an environment is a component of a stack, and which order of the stack it took last: each number is taken once. */
export const PartOfStack = z.strictObject({
  name: z.string().max(20),
  component: z.string().max(20),
  id: z.ulid(),
  order: z.int().positive(),
});
export type PartOfStack = z.infer<typeof PartOfStack>;

/** Whether a name is that of a component's environment: no plain name has a dot. */
export function isComponentKey(name: string): boolean {
  return componentKey.test(name);
}

/** What resources are named after: the name, of a component without its dot, in what the label of templates takes. */
export function labelName(name: string): string {
  return name.replace('.', '-').replaceAll(/-{2,}/g, '-').slice(0, longestLabel).replace(/-$/, '');
}
