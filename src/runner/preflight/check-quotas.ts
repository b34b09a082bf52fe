import {
  DescribeAddressesCommand,
  DescribeAvailabilityZonesCommand,
  type EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import { GetServiceQuotaCommand, type ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { DomainError } from '../../domain/base/errors';
import type { PlanJson } from '../../domain/terraform/plan-json';
import { allSettled } from '../../domain/base/all-settled';

/** The target's APIs, and where to say what could not be checked. */
export interface PreflightDeps {
  ec2: EC2Client;
  quotas: ServiceQuotasClient;
  region: string;
  log: (line: string) => void;
}

/** A quota that an environment of this kind meets first; `usual` is AWS's documented default. */
interface Quota {
  type: string;
  name: string;
  service: string;
  code: string;
  usual: number;
  used: (ec2: EC2Client) => Promise<number>;
  /** How many times the quota counts in a region. */
  times?: (ec2: EC2Client) => Promise<number>;
}

const quotas: Quota[] = [
  { type: 'aws_vpc', name: 'VPCs per Region', service: 'vpc', code: 'L-F678F1CE', usual: 5, used: countVpcs },
  {
    type: 'aws_internet_gateway',
    name: 'Internet gateways per Region',
    service: 'vpc',
    code: 'L-A4707A72',
    usual: 5,
    used: countInternetGateways,
  },
  {
    type: 'aws_eip',
    name: 'EC2-VPC Elastic IPs',
    service: 'ec2',
    code: 'L-0263D0A3',
    usual: 5,
    used: countAddresses,
  },
  {
    type: 'aws_nat_gateway',
    name: 'NAT gateways per Availability Zone',
    service: 'vpc',
    code: 'L-FE5A380F',
    usual: 5,
    used: countNatGateways,
    // The zones of planned subnets may not be known yet, so only a region that is full everywhere is refused.
    times: countZones,
  },
];

/** Refuses (QuotaExceeded) a plan that AWS would stop halfway, with half of it billed. What cannot be asked is not refused. */
export async function checkQuotas(plan: PlanJson, deps: PreflightDeps): Promise<void> {
  const planned = quotas.map((quota) => ({ quota, wanted: createsOf(plan, quota.type) }));
  const checks = planned.filter(({ wanted }) => wanted > 0);
  await allSettled(checks.map(({ quota, wanted }) => checkQuota(quota, wanted, deps)));
}

function createsOf(plan: PlanJson, type: string): number {
  const created = plan.resource_changes.filter(({ change }) => change.actions.join() === 'create');
  return created.filter((resource) => resource.type === type && resource.mode === 'managed').length;
}

async function checkQuota(quota: Quota, wanted: number, deps: PreflightDeps): Promise<void> {
  const found = await measure(quota, deps);
  if (!found) return;
  const { used, limit } = found;
  if (used + wanted <= limit) return;
  throw new DomainError('QuotaExceeded', { quota: quota.name, used, limit, region: deps.region });
}

async function measure(quota: Quota, deps: PreflightDeps): Promise<{ used: number; limit: number } | null> {
  try {
    const [used, each, times] = await Promise.all([
      quota.used(deps.ec2),
      limitOf(quota, deps),
      quota.times?.(deps.ec2) ?? 1,
    ]);
    return { used, limit: each * times };
  } catch (error) {
    deps.log(`Quota '${quota.name}' not checked: ${(error as Error).message}`);
    return null;
  }
}

async function limitOf({ name, service, code, usual }: Quota, deps: PreflightDeps): Promise<number> {
  try {
    const input = { ServiceCode: service, QuotaCode: code };
    const { Quota } = await deps.quotas.send(new GetServiceQuotaCommand(input));
    if (Quota?.Value !== undefined) return Quota.Value;
  } catch (error) {
    deps.log(`Quota '${name}': assuming AWS's default of ${usual} (${(error as Error).name}).`);
  }
  return usual;
}

async function countVpcs(client: EC2Client): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeVpcs({ client }, {})) count += page.Vpcs?.length ?? 0;
  return count;
}

async function countInternetGateways(client: EC2Client): Promise<number> {
  let count = 0;
  for await (const page of paginateDescribeInternetGateways({ client }, {}))
    count += page.InternetGateways?.length ?? 0;
  return count;
}

async function countAddresses(client: EC2Client): Promise<number> {
  return (await client.send(new DescribeAddressesCommand({}))).Addresses?.length ?? 0;
}

async function countNatGateways(client: EC2Client): Promise<number> {
  const Filter = [{ Name: 'state', Values: ['pending', 'available'] }];
  let count = 0;
  for await (const page of paginateDescribeNatGateways({ client }, { Filter }))
    count += page.NatGateways?.length ?? 0;
  return count;
}

async function countZones(client: EC2Client): Promise<number> {
  const { AvailabilityZones } = await client.send(new DescribeAvailabilityZonesCommand({}));
  return AvailabilityZones?.length ?? 1;
}
