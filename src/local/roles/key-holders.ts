import type { ImageRepository } from '../../domain/image/image-repository';
import type { HeldKey } from '../../emulators/authorize/key-ring';
import { parseIdentityPolicy } from '../../emulators/iam/policy-kinds';
import { functions, type FunctionId } from '../../plane/functions';
import { permissionsByFunction } from '../../plane/permissions/by-function';
import { arnOfRegistry } from '../../plane/permissions/images';
import type { Permission } from '../../plane/permissions/permission';
import { buildPermissions, workflowPermissions } from '../../plane/permissions/runs';
import { writeLogs } from '../../plane/permissions/shared';
import { buildsRole } from '../../plane/names';
import { runnerProjects } from '../../plane/projects';
import { account, arns, credentials, credentialsOf, logGroup, roleHere } from '../hub';
import { policyOf } from './policy-of';

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
    roleOf('runner', buildsRole, [...buildPermissions(arns), writeLogs(arns, logGroup)]),
    roleOf('workflows', 'workflows', workflows),
    roleOf('image-build', 'image-build', pushImages(images)),
  ];
}

/** Whose keys the target knows besides the sessions of runs: its owner's. */
export const targetHolders: readonly HeldKey[] = [owner];

/** A caller's key, with the role that the caller has on AWS. */
function roleOf(caller: string, role: string, permissions: readonly Permission[]): HeldKey {
  const principal = { arn: roleHere(role), account };
  const statements = parseIdentityPolicy(policyOf(permissions));
  return { key: credentialsOf(caller), holder: { kind: 'granted', principal, statements } };
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
