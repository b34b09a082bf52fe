import * as z from 'zod';
import { Engine } from './engine';

/** What a template must keep to where it is published: the engine that runs it, the platform of the builds, and what may run beside the providers. */
export const PublishingRules = z.strictObject({
  engine: Engine,
  platform: z
    .string()
    .describe("Terraform's name of it, such as linux_arm64; a lock file must have its providers."),
  programs: z.array(z.string()).optional().describe('Absent if anything may.'),
  services: z.array(z.string()).describe('The services that some target offers as a whole.'),
});
export type PublishingRules = z.infer<typeof PublishingRules>;
