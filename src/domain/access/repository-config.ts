import * as z from 'zod';
import { GivenName } from './preview-name';

const Text = z.string().min(1).max(200);

/**
 * `.idp/config.yml` of a repository: the environment that its workflows make. Only its shape is looked at; what a template
 * takes and how long a lease may be is for the API to say.
 */
export const RepositoryConfig = z.strictObject({
  template: Text.describe('The template that the environment is made from.'),
  version: Text.optional().describe('A version of it; default: the newest when the environment is created.'),
  inputs: z
    .record(z.string(), z.json())
    .default({})
    .describe("The template's inputs; the control plane checks them."),
  ttl: Text.optional().describe("Length of the lease, such as 3d; default: the template's."),
  sleep: Text.optional().describe('When it sleeps, with a time zone: 20:00-07:00 Europe/Berlin.'),
  target: Text.optional().describe('Where it lives; default: the first target that the workflow may use.'),
  team: Text.optional().describe('A team that may operate it too.'),
  name: GivenName.optional().describe(
    'Tells a preview from others of its pull request, made from other files.',
  ),
  url: Text.optional().describe('The output with its address; default: url or endpoint.'),
});
export type RepositoryConfig = z.infer<typeof RepositoryConfig>;
