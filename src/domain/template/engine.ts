import * as z from 'zod';

/** Which engine and provider versions a bundle was made for; never changed within a life. */
export const Engine = z.strictObject({ name: z.enum(['terraform', 'tofu']), version: z.string() });
export type Engine = z.infer<typeof Engine>;
