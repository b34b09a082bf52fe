import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  EntityAlreadyExistsException,
  IAMClient,
} from '@aws-sdk/client-iam';
import * as z from 'zod';
import type { Target } from '../../config/target';
import { runsRole } from '../../plane/names';
import { account, credentials, region, roleHere } from '../hub';

/** The role that the plane's runner assumes in the target, as its owner would make it. */
export const provisionerRole = 'leasehold-provisioner';

const externalId = 'leasehold-local';
const policyArn = (name: string, at: string) => `arn:aws:iam::${at}:policy/${provisionerRole}-${name}`;

/** The ARN of the role that the runner assumes in an account. */
export const provisionerRoleIn = (at: string) => `arn:aws:iam::${at}:role/${provisionerRole}`;
/** That in the plane's own account. */
export const provisionerRoleArn = provisionerRoleIn(account);

type Places = Record<string, string>;

/** What the policies of the Terraform module are filled with in an account; lists as JSON. A foundation may have any name here. */
const placesIn = (at: string): Places => ({
  partition: 'aws',
  account: at,
  prefix: 'idp-',
  role: provisionerRole,
  environment_boundary: policyArn('environment-boundary', at),
  regions: JSON.stringify([region]),
  zones: JSON.stringify(['arn:aws:route53:::hostedzone/*']),
  parameter_folder: 'idp',
  foundation_prefix: '',
  foundation_boundary: policyArn('foundation-boundary', at),
});

const permissions = ['network', 'workload', 'identity', 'dns', 'foundation', 'foundation-identity'];

/**
 * Makes the provisioner role in a target's emulator with the policies of `terraform/modules/provisioner-role`, for these
 * `services`, and returns what a target is configured with to use it; the plane's own account unless another is given. An adopted emulator may have it from an earlier plane.
 */
export async function makeProvisionerRole(
  root: string,
  endpoint: string,
  { services = [], at = account }: { services?: readonly string[] | undefined; at?: string } = {},
): Promise<Pick<Target, 'roleArn' | 'externalId' | 'permissionsBoundary' | 'services'>> {
  const client = new IAMClient({ endpoint, region, credentials });
  const places = placesIn(at);
  const granted = { roleArn: provisionerRoleIn(at), externalId, services: [...services] };
  try {
    const values = { ...places, ...(await readBounds(root, services, places)) };
    for (const name of ['provisioner-boundary', ...permissions])
      await makePolicy(client, name, filled(await readTemplate(root, `policies/${name}`), values));
    await makePolicy(client, 'environment-boundary', await boundaryOfEnvironments(root, services, values));
    for (const service of services)
      await makePolicy(client, `service-${service}`, await policyOfService(root, service, places));
    await makeRole(client, at);
    for (const name of [...permissions, ...services.map((service) => `service-${service}`)])
      await attach(client, policyArn(name, at));
    return { ...granted, permissionsBoundary: policyArn('environment-boundary', at) };
  } finally {
    client.destroy();
  }
}

const Policy = z.strictObject({ Version: z.string(), Statement: z.array(z.unknown()) });

/** What the roles of environments may do: the boundary of each, and what the services that are offered add to it. */
async function boundaryOfEnvironments(
  root: string,
  services: readonly string[],
  values: Places,
): Promise<string> {
  const boundary = filled(await readTemplate(root, 'policies/environment-boundary'), values);
  const ofServices = await Promise.all(
    services.map((service) => templateIfThere(root, `services/roles/${service}`)),
  );
  const added = ofServices.flatMap((text) => (text === undefined ? [] : [filled(text, values)]));
  const policies = [boundary, ...added].map((text) => Policy.parse(JSON.parse(text)));
  return JSON.stringify({ ...policies[0], Statement: policies.flatMap(({ Statement }) => Statement) });
}

/** A service without a file of its own is granted by `any`. */
async function policyOfService(root: string, service: string, places: Places): Promise<string> {
  const own =
    (await templateIfThere(root, `services/${service}`)) ?? (await readTemplate(root, 'services/any'));
  return filled(own, { ...places, service, sid: service.replace(/\W/g, '') });
}

const Bound = z.strictObject({ services: z.array(z.string()), identities: z.array(z.string()) });
/** `offered` has what a service needs besides its own actions. */
const Bounds = z.strictObject({
  environments: Bound,
  foundation: Bound,
  offered: z.record(z.string(), Bound),
});

/** What the role may be given at most, as the module puts it together for a target with foundations. */
async function readBounds(
  root: string,
  services: readonly string[],
  places: Places,
): Promise<Record<'services' | 'identities', string>> {
  const { environments, foundation, offered } = Bounds.parse(
    JSON.parse(filled(await readTemplate(root, 'policies/bounds'), places)),
  );
  const whole = services.filter((service) => service !== 'iam').map((service) => `${service}:*`);
  const bounds = [environments, foundation, ...services.flatMap((service) => offered[service] ?? [])];
  return {
    services: JSON.stringify([...bounds.flatMap((one) => one.services), ...whole]),
    identities: JSON.stringify(bounds.flatMap(({ identities }) => identities)),
  };
}

function templateIfThere(root: string, name: string): Promise<string | undefined> {
  return readTemplate(root, name).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
}

function readTemplate(root: string, name: string): Promise<string> {
  return readFile(join(root, 'terraform/modules/provisioner-role', `${name}.json.tftpl`), 'utf8');
}

function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined)
      throw new Error(`The policies of the provisioner role have no variable '${name}'`);
    return value;
  });
}

async function makePolicy(client: IAMClient, name: string, PolicyDocument: string): Promise<void> {
  await unlessThere(
    client.send(new CreatePolicyCommand({ PolicyName: `${provisionerRole}-${name}`, PolicyDocument })),
  );
}

async function makeRole(client: IAMClient, at: string): Promise<void> {
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { AWS: account },
    Condition: {
      StringEquals: { 'sts:ExternalId': externalId },
      ArnEquals: { 'aws:PrincipalArn': roleHere(runsRole) },
    },
  };
  const input = {
    RoleName: provisionerRole,
    AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    PermissionsBoundary: policyArn('provisioner-boundary', at),
  };
  await unlessThere(client.send(new CreateRoleCommand(input)));
}

async function attach(client: IAMClient, PolicyArn: string): Promise<void> {
  await client.send(new AttachRolePolicyCommand({ RoleName: provisionerRole, PolicyArn }));
}

async function unlessThere(making: Promise<unknown>): Promise<void> {
  await making.catch((error: unknown) => {
    if (!(error instanceof EntityAlreadyExistsException)) throw error;
  });
}
