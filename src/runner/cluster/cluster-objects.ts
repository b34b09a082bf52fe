import { DescribeNetworkInterfacesCommand, EC2Client, paginateDescribeTags } from '@aws-sdk/client-ec2';
import {
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { classifyText } from '../../bundle/terraform/classify-failure';
import { runFailure } from '../../domain/environment/run-failure';
import { type Arn, parseArn, partitionOf } from '../../domain/resources/arn';
import { targetClient, type TargetAccess } from '../verify/probe/target-client';
import type { Hit } from '../verify/witnesses/tagged-resources';
import { roleTags, type Sign, signsOf, type Tags } from './attribution';
import type { Cluster } from './doomed-clusters';

/** An object of AWS with the tags that say whose it is; `id` is its ARN outside of EC2. */
export interface ClusterObject {
  id: string;
  hit: Hit;
  tags: Tags;
}

/** Requests and fleets end with the instances that they were for, and are listed long after. */
const ended = /^(spot-instances-request|fleet)\//;

/**
 * Everything in the region of a cluster that has a tag of its controllers, also of other clusters where a tag does not say. EC2 is
 * asked as well as the tagging API, which learns of things minutes late.
 */
export async function listClusterObjects(access: TargetAccess, cluster: Cluster): Promise<ClusterObject[]> {
  try {
    const found = [...(await listByTagging(access, cluster)), ...(await listByEc2(access, cluster))];
    return merged(found.filter(({ hit }) => !ended.test(hit.arn.resource)));
  } catch (error) {
    const why = `${(error as Error).name}: ${(error as Error).message}`;
    throw runFailure(
      classifyText(why),
      `What the controllers of the cluster ${cluster.name} made could not be listed in ${cluster.region}: ${why}`,
    );
  }
}

/** What of these interfaces is attached to no instance, and so is left over. */
export async function detachedAmong(
  access: TargetAccess,
  { region }: Cluster,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const client = new EC2Client(targetClient(access, 'ec2', region));
  try {
    const Filters = [
      { Name: 'network-interface-id', Values: [...ids] },
      { Name: 'status', Values: ['available'] },
    ];
    const { NetworkInterfaces = [] } = await client.send(new DescribeNetworkInterfacesCommand({ Filters }));
    return new Set(NetworkInterfaces.flatMap(({ NetworkInterfaceId: id }) => (id === undefined ? [] : [id])));
  } finally {
    client.destroy();
  }
}

async function listByTagging(access: TargetAccess, { name, region }: Cluster): Promise<ClusterObject[]> {
  const client = new ResourceGroupsTaggingAPIClient(targetClient(access, 'tagging', region));
  const found: ClusterObject[] = [];
  try {
    for (const { key, value } of signsOf(name)) {
      const TagFilters = [{ Key: key, ...(value !== undefined && { Values: [value] }) }];
      for await (const page of paginateGetResources({ client, pageSize: 100 }, { TagFilters }))
        for (const { ResourceARN, Tags = [] } of page.ResourceTagMappingList ?? [])
          found.push(...objectOf(ResourceARN, region, tagsIn(Tags)));
    }
  } finally {
    client.destroy();
  }
  return found;
}

async function listByEc2(access: TargetAccess, { name, region }: Cluster): Promise<ClusterObject[]> {
  const client = new EC2Client(targetClient(access, 'ec2', region));
  const signs = signsOf(name);
  const keys = [...signs.map(({ key }) => key), ...roleTags];
  const Filters = [{ Name: 'key', Values: keys }];
  const found = new Map<string, { arn: string; tags: Record<string, string> }>();
  try {
    for await (const page of paginateDescribeTags({ client, pageSize: 1000 }, { Filters }))
      for (const { ResourceId: id, ResourceType: type, Key: key, Value: value = '' } of page.Tags ?? []) {
        if (id === undefined || key === undefined) continue;
        const arn = `arn:${partitionOf(region)}:ec2:${region}::${type}/${id}`;
        const one = found.get(id) ?? { arn, tags: {} };
        one.tags[key] = value;
        found.set(id, one);
      }
  } finally {
    client.destroy();
  }
  const signed = [...found.values()].filter(({ tags }) => signs.some((sign) => isOn(tags, sign)));
  return signed.flatMap(({ arn, tags }) => objectOf(arn, region, tags));
}

function isOn(tags: Tags, { key, value }: Sign): boolean {
  return key in tags && (value === undefined || tags[key] === value);
}

function objectOf(text: string | undefined, region: string, tags: Tags): ClusterObject[] {
  const arn = parseArn(text);
  if (!arn) return [];
  return [{ id: idOf(arn), hit: { arn, region, label: tags['Name'] ?? null }, tags }];
}

/** The id of an object of EC2, whatever its ARN is made of; the ARN of any other. */
export function idOf({ service, resource, text }: Arn): string {
  return service === 'ec2' ? resource.replace(/^.*\//, '') : text;
}

function tagsIn(tags: { Key?: string | undefined; Value?: string | undefined }[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** Each object once, with all tags that somebody named. */
function merged(found: ClusterObject[]): ClusterObject[] {
  const byId = new Map<string, ClusterObject>();
  for (const one of found) {
    const before = byId.get(one.id);
    byId.set(one.id, before ? { ...before, tags: { ...one.tags, ...before.tags } } : one);
  }
  return [...byId.values()];
}
