import {
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { ImageRepository } from '../../domain/image/image-repository';
import { buildsRole, runsRole } from '../../plane/names';
import { runImages } from '../../plane/permissions/images';
import { runPermissions } from '../../plane/permissions/runs';
import { account, arns, credentials, nameHere, region, roleHere } from '../hub';
import { policyOf } from './policy-of';
import { provisionerRoleArn } from './provisioner-role';

/**
 * Makes the role of runs in the hub's emulator, as a deployment does on AWS: builds take it, and nobody else. An adopted
 * emulator may have it from an earlier plane.
 */
export async function makeRunsRole(
  endpoint: string,
  images: readonly ImageRepository[] = [],
  targetRoles: readonly string[] = [provisionerRoleArn],
): Promise<void> {
  const client = new IAMClient({ endpoint, region, credentials });
  const RoleName = nameHere(runsRole);
  const role = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) });
  const permissions = [...runPermissions(arns, [...targetRoles]), ...runImages(images)];
  const policy = { RoleName, PolicyName: 'permissions', PolicyDocument: policyOf(permissions) };
  try {
    await client.send(role).catch((error: unknown) => {
      if (!(error instanceof EntityAlreadyExistsException)) throw error;
    });
    await client.send(new PutRolePolicyCommand(policy));
  } finally {
    client.destroy();
  }
}

const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: account },
      Condition: { ArnEquals: { 'aws:PrincipalArn': roleHere(buildsRole) } },
    },
  ],
};
