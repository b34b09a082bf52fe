import * as z from 'zod';

/** A pattern over a text: the text itself, or its beginning before a final `*`. */
export const Pattern = z.string().min(1).max(200);

/** Whether the text is what the pattern says. */
export function matches(pattern: string, value: string): boolean {
  return pattern.endsWith('*') ? value.startsWith(pattern.slice(0, -1)) : value === pattern;
}
