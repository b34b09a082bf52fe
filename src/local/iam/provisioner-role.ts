import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
} from '@aws-sdk/client-iam';
import type { Target } from '../../config';
import { account, credentials, region } from '../hub';

/** The role that the plane's runner assumes in the target, as its owner would make it. */
export const provisionerRole = 'leasehold-provisioner';

const externalId = 'leasehold-local';
const arn = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const policyArn = (name: string) => arn(`policy/${provisionerRole}-${name}`);

/** What the policies of the Terraform module are filled with; lists as JSON. */
const values: Record<string, string> = {
  partition: 'aws',
  account,
  prefix: 'idp-',
  role: provisionerRole,
  environment_boundary: policyArn('environment-boundary'),
  regions: JSON.stringify([region]),
  zones: JSON.stringify(['arn:aws:route53:::hostedzone/*']),
};

const permissions = ['network', 'workload', 'identity', 'dns'];
const boundaries = ['environment-boundary', 'provisioner-boundary'];

/**
 * Makes the provisioner role in a target's emulator with the policies of `terraform/modules/provisioner-role`, and
 * answers what a target is configured with to use it. An adopted emulator may have it from an earlier plane.
 */
export async function makeProvisionerRole(
  root: string,
  emulator: string,
): Promise<Pick<Target, 'roleArn' | 'externalId' | 'permissionsBoundary'>> {
  const client = new IAMClient({ endpoint: emulator, region, credentials });
  const granted = { roleArn: arn(`role/${provisionerRole}`), externalId };
  try {
    for (const name of [...boundaries, ...permissions]) await makePolicy(client, root, name);
    await makeRole(client);
    for (const name of permissions) await attach(client, name);
    return { ...granted, permissionsBoundary: policyArn('environment-boundary') };
  } finally {
    client.destroy();
  }
}

async function makePolicy(client: IAMClient, root: string, name: string): Promise<void> {
  const file = join(root, 'terraform/modules/provisioner-role/policies', `${name}.json.tftpl`);
  const PolicyDocument = filled(await readFile(file, 'utf8'));
  await unlessThere(
    client.send(new CreatePolicyCommand({ PolicyName: `${provisionerRole}-${name}`, PolicyDocument })),
  );
}

function filled(template: string): string {
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The policies of the provisioner role know no '${name}'`);
    return value;
  });
}

async function makeRole(client: IAMClient): Promise<void> {
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: account },
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  };
  const input = {
    RoleName: provisionerRole,
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    PermissionsBoundary: policyArn('provisioner-boundary'),
  };
  await unlessThere(client.send(new CreateRoleCommand(input)));
}

async function attach(client: IAMClient, name: string): Promise<void> {
  await client.send(new AttachRolePolicyCommand({ RoleName: provisionerRole, PolicyArn: policyArn(name) }));
}

async function unlessThere(making: Promise<unknown>): Promise<void> {
  await making.catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  });
}
