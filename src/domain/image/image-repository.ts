import * as z from 'zod';
import { PlainName } from '../access/plain-name';

/** A repository of GitHub, `owner/name`, as GitHub lets them be called. */
export const SourceRepository = z
  .string()
  .max(140)
  .regex(
    /^[A-Za-z0-9](?:-?[A-Za-z0-9])*\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/,
    'must be <owner>/<name>, such as acme/shop',
  );

const registryPattern =
  /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com\/(?<name>[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)$/;

/** Where images are pushed to, without tag or digest. */
const ImageRegistry = z
  .string()
  .max(300)
  .regex(registryPattern, 'must be <account>.dkr.ecr.<region>.amazonaws.com/<name>');

/** A repository whose images the control plane has built: by which project of CodeBuild, pushed where, asked for by whom. */
export const ImageRepository = z.strictObject({
  repository: SourceRepository.describe('The repository of GitHub, such as acme/shop.'),
  project: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/, 'must be the name of a CodeBuild project')
    .describe('The CodeBuild project that builds its images.'),
  registry: ImageRegistry.describe('Where its images are pushed to.'),
  teams: z
    .array(PlainName)
    .min(1, 'must name a team, or be omitted')
    .optional()
    .describe('Only people and workloads of these teams may request a build; default: every developer.'),
});
export type ImageRepository = z.infer<typeof ImageRepository>;

/** All of a stage; each has a project and an image repository of its own. */
export const ImageRepositories = z
  .array(ImageRepository)
  .refine(differIn('repository'), 'must not name a repository twice')
  .refine(differIn('project'), 'must not use one project for two repositories')
  .refine(differIn('registry'), 'must not push two repositories to the same registry');

/** The account, region and name of an image repository. */
export function partsOfRegistry(registry: string): { account: string; region: string; name: string } {
  const { account = '', region = '', name = '' } = registryPattern.exec(registry)?.groups ?? {};
  return { account, region, name };
}

/** GitHub and AWS compare names in lower case. */
function differIn(field: 'repository' | 'project' | 'registry') {
  return (all: ImageRepository[]) => new Set(all.map((one) => one[field].toLowerCase())).size === all.length;
}
