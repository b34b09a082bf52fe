import { type ImageRepository, partsOfRegistry } from '../../domain/image/image-repository';
import type { Arns } from '../names';
import type { Permission } from './permission';
import { ofItems, readSettings } from './shared';

type Repositories = readonly ImageRepository[];

/** The ARN of an image repository, by what its images are named with. */
export function arnOfRegistry({ registry }: Pick<ImageRepository, 'registry'>): string {
  const { account, region, name } = partsOfRegistry(registry);
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}

/** Without these, reading findings is refused in a registry that has Inspector scan for it. */
const askInspector: Permission = {
  sid: 'AskInspector',
  actions: ['inspector2:ListFindings', 'inspector2:ListCoverage'],
  resources: ['*'],
  why: "ECR calls Inspector as its caller, and Inspector's lists have no resource level.",
};

/** Judging the images that environments run, and tagging them as in use; nothing where none are configured. */
export function runImages(repositories: readonly ImageRepository[]): Permission[] {
  if (repositories.length === 0) return [];
  const actions = [
    'ecr:DescribeImages',
    'ecr:DescribeImageScanFindings',
    'ecr:BatchGetImage',
    'ecr:ListImages',
    'ecr:PutImage',
    'ecr:BatchDeleteImage',
  ];
  return [{ sid: 'KeepImages', actions, resources: repositories.map(arnOfRegistry) }, askInspector];
}

/** Starting the builds of images: of the configured projects, and nothing where there are none. */
export function startImageBuilds(arns: Arns, repositories: Repositories): Permission[] {
  if (repositories.length === 0) return [];
  const resources = projectsOf(arns, repositories);
  return [{ sid: 'StartImageBuilds', actions: ['codebuild:StartBuild'], resources }];
}

/** Finding out how a build ended, whether its image is there, and what the scan says. */
export function seeImageBuilds(arns: Arns, repositories: Repositories): Permission[] {
  if (repositories.length === 0) return [];
  return [
    {
      sid: 'SeeImageBuilds',
      actions: ['codebuild:BatchGetBuilds'],
      resources: projectsOf(arns, repositories),
    },
    {
      sid: 'SeeImages',
      actions: ['ecr:DescribeImages', 'ecr:DescribeImageScanFindings'],
      resources: repositories.map(arnOfRegistry),
    },
    askInspector,
  ];
}

/** Settling a build by a rule: its item, its events, and nothing of any environment. */
export function settleImagePermissions(arns: Arns, repositories: Repositories): Permission[] {
  return [
    {
      sid: 'ChangeImageBuilds',
      actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      resources: [arns.table],
      conditions: ofItems('IMAGE#*', 'EVENT#*'),
    },
    { sid: 'Publish', actions: ['events:PutEvents'], resources: [arns.bus] },
    readSettings(arns),
    ...seeImageBuilds(arns, repositories),
  ];
}

function projectsOf(arns: Arns, repositories: Repositories): string[] {
  return repositories.map(({ project }) => arns.imageProject(project));
}
