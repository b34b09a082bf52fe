import type { ImageRepository } from '../domain/image/image-repository';
import type { HeldKey } from '../emulators/authorize/key-ring';
import { parseIdentityPolicy } from '../emulators/iam/policy-kinds';
import { functions, type FunctionId } from '../plane/functions';
import { permissionsByFunction } from '../plane/permissions/by-function';
import { arnOfRegistry, runImages } from '../plane/permissions/images';
import type { Permission } from '../plane/permissions/permission';
import { runnerPermissions, workflowPermissions } from '../plane/permissions/runs';
import { writeLogs } from '../plane/permissions/shared';
import { runnerProjects } from '../plane/projects';
import { account, arns, credentials, credentialsOf, logGroup, roleHere } from './hub';

const owner: HeldKey = { key: credentials, holder: { kind: 'owner' } };

/** Whose keys the hub knows: its owner's, and those of the plane's roles, which may do there what they may do on AWS. */
export function hubHolders(images: readonly ImageRepository[]): HeldKey[] {
  const byFunction = Object.entries(permissionsByFunction(arns, images)).map(([id, permissions]) =>
    roleOf(id, `${functions[id as FunctionId].name}-function`, permissions),
  );
  const workflows = runnerProjects.flatMap((project) => workflowPermissions(arns, project));
  return [
    owner,
    ...byFunction,
    roleOf('runner', 'runner', [
      ...runnerPermissions(arns, []),
      ...runImages(images),
      writeLogs(arns, logGroup),
    ]),
    roleOf('workflows', 'workflows', workflows),
    roleOf('image-build', 'image-build', pushImages(images)),
  ];
}

/** Whose keys the target knows: its owner's, and the runner's, which may do nothing there but assume the target's role. */
export function targetHolders(roleArn: string | undefined): HeldKey[] {
  if (roleArn === undefined) return [owner];
  const enter: Permission = { sid: 'EnterTargets', actions: ['sts:AssumeRole'], resources: [roleArn] };
  return [owner, roleOf('runner', 'runner', [enter])];
}

/** A caller's key, with the role that the caller has on AWS. */
function roleOf(caller: string, role: string, permissions: readonly Permission[]): HeldKey {
  const principal = { arn: roleHere(role), account };
  const statements = permissions.filter(({ resources }) => resources.length > 0).map(asStatement);
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  return {
    key: credentialsOf(caller),
    holder: { kind: 'granted', principal, statements: parseIdentityPolicy(policy) },
  };
}

function asStatement({ actions: Action, resources: Resource, conditions }: Permission) {
  return { Effect: 'Allow', Action, Resource, ...(conditions && { Condition: conditions }) };
}

/** What `terraform/modules/image-build` gives the role of its project. */
function pushImages(images: readonly ImageRepository[]): Permission[] {
  const actions = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:CompleteLayerUpload',
    'ecr:DescribeImages',
    'ecr:GetDownloadUrlForLayer',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ];
  return [
    { sid: 'EnterRegistry', actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
    { sid: 'PushImages', actions, resources: images.map(arnOfRegistry) },
    ...images.map(({ project }) => writeLogs(arns, `/codebuild/${project}`)),
  ];
}
